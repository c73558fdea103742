package dev.vignette.renderer.face.ditto;

import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An engine that opens each file below one directory once for the whole run of tests: opening costs more than most films of a
 * test. Networks hold no state between runs, so that sharing them changes nothing; files elsewhere are opened as ever.
 */
final class KeptNetworks implements Engine {
    private final Engine engine;
    private final Path directory;
    private final Map<Path, Network> open = new ConcurrentHashMap<>();

    KeptNetworks(Engine engine, Path directory) throws IOException {
        this.engine = engine;
        this.directory = directory.toRealPath();
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Network open(Path model, String network) {
        try {
            Path file = model.toRealPath();
            return file.startsWith(directory)
                    ? new Lent(open.computeIfAbsent(file, one -> engine.open(one, network)))
                    : engine.open(model, network);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TensorScope scope() {
        return engine.scope();
    }

    @Override
    public void close() {}

    /** Stays open when it is closed, but cannot be run by whoever closed it. */
    private static final class Lent implements Network {
        private final Network network;
        private volatile boolean closed;

        Lent(Network network) {
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
            if (closed) {
                throw new IllegalStateException("The network is closed");
            }
            return network.run(scope, inputs, outputs);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
