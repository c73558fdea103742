package dev.vignette.renderer.face.ditto;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine that counts what is open, and whose networks can be made to stop or to give something else. */
final class WatchedEngine implements Engine {
    private final Engine engine;
    final AtomicInteger openNetworks = new AtomicInteger();
    final AtomicInteger openScopes = new AtomicInteger();
    private volatile Tampering tampering = (network, scope, outputs) -> outputs;

    /** Sees the outputs of every run before anybody else. */
    interface Tampering {
        Map<String, Tensor> seen(String network, TensorScope scope, Map<String, Tensor> outputs);
    }

    WatchedEngine(Engine engine) {
        this.engine = engine;
    }

    void tamper(Tampering with) {
        tampering = with;
    }

    /** Has one output of one network begin with something that is no number. */
    void spoil(String network, String output) {
        tamper((name, scope, outputs) -> {
            Tensor made = outputs.get(output);
            if (!name.equals(network) || made == null) {
                return outputs;
            }
            float[] values = new float[(int) made.size()];
            made.floats().get(values);
            values[0] = Float.NaN;
            Map<String, Tensor> spoilt = new TreeMap<>(outputs);
            spoilt.put(output, scope.floats(values, made.shape()));
            return spoilt;
        });
    }

    /** Has one output of one network come in another shape. */
    void reshape(String network, String output) {
        tamper((name, scope, outputs) -> {
            Tensor made = outputs.get(output);
            if (!name.equals(network) || made == null) {
                return outputs;
            }
            long[] shape = made.shape();
            shape[shape.length - 1]++;
            long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            Map<String, Tensor> wrong = new TreeMap<>(outputs);
            wrong.put(output, scope.floats(new float[Math.toIntExact(size)], shape));
            return wrong;
        });
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Network open(Path model, String network) {
        Network opened = engine.open(model, network);
        openNetworks.incrementAndGet();
        return new Watched(network, opened);
    }

    @Override
    public TensorScope scope() {
        openScopes.incrementAndGet();
        return new Scope(engine.scope());
    }

    @Override
    public void close() {}

    private final class Watched implements Network {
        private final String name;
        private final Network network;

        Watched(String name, Network network) {
            this.name = name;
            this.network = network;
        }

        @Override
        public NetworkContract signature() {
            return network.signature();
        }

        @Override
        public Map<String, String> metadata() {
            return network.metadata();
        }

        @Override
        public Map<String, Tensor> run(TensorScope scope, Map<String, Tensor> inputs, Set<String> outputs) {
            TensorScope own = ((Scope) scope).scope;
            return tampering.seen(name, own, network.run(own, inputs, outputs));
        }

        @Override
        public void close() {
            openNetworks.decrementAndGet();
            network.close();
        }
    }

    private final class Scope implements TensorScope {
        private final TensorScope scope;
        private boolean closed;

        Scope(TensorScope scope) {
            this.scope = scope;
        }

        @Override
        public Tensor floats(FloatBuffer values, long... shape) {
            return scope.floats(values, shape);
        }

        @Override
        public Tensor longs(LongBuffer values, long... shape) {
            return scope.longs(values, shape);
        }

        @Override
        public Tensor bytes(ElementType type, ByteBuffer values, long... shape) {
            return scope.bytes(type, values, shape);
        }

        @Override
        public Tensor share(ElementType type, ByteBuffer values, long... shape) {
            return scope.share(type, values, shape);
        }

        @Override
        public Tensor adopt(Tensor tensor) {
            return scope.adopt(tensor);
        }

        @Override
        public void free(Tensor tensor) {
            scope.free(tensor);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                openScopes.decrementAndGet();
            }
            scope.close();
        }
    }
}
