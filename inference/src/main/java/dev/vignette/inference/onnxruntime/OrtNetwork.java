package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A session of ONNX Runtime. Runs are bound to values where they lie: an input on the engine's device is not copied, and an
 * output stays on it. Closing waits for the runs that are under way; outputs outlive it.
 */
final class OrtNetwork implements Network {
    private final OnnxRuntimeEngine engine;
    private final OrtApi api;
    private final OrtSession session;
    private final MemorySegment address;
    private final NetworkContract signature;
    private final Map<String, MemorySegment> nativeNames = new HashMap<>();
    private final Map<String, String> metadata;
    private final Consumer<OrtNetwork> atClose;
    private final ReadWriteLock running = new ReentrantReadWriteLock();
    private boolean closed;

    private OrtNetwork(
            OnnxRuntimeEngine engine,
            OrtSession session,
            NetworkContract signature,
            Map<String, String> metadata,
            Consumer<OrtNetwork> atClose) {
        this.engine = engine;
        this.api = engine.api();
        this.session = session;
        this.address = api.address(session);
        this.signature = signature;
        this.metadata = Map.copyOf(metadata);
        this.atClose = atClose;
        Arena names = Arena.ofAuto();
        Stream.concat(signature.inputs().stream(), signature.outputs().stream())
                .map(TensorSpec::name)
                .forEach(name -> nativeNames.computeIfAbsent(name, names::allocateFrom));
    }

    /** Takes over the session: it is closed if it turns out to be unusable. */
    static OrtNetwork of(OnnxRuntimeEngine engine, OrtSession session, String name, Consumer<OrtNetwork> atClose)
            throws OrtException {
        try {
            NetworkContract signature = new NetworkContract(
                    name, OrtTypes.specs(name, session.getInputInfo()), OrtTypes.specs(name, session.getOutputInfo()));
            return new OrtNetwork(
                    engine, session, signature, session.getMetadata().getCustomMetadata(), atClose);
        } catch (OrtException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    String name() {
        return signature.network();
    }

    @Override
    public NetworkContract signature() {
        return signature;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public Map<String, Tensor> run(TensorScope scope, Map<String, Tensor> given, Set<String> wanted) {
        OrtScope owner = ownScope(scope);
        List<TensorSpec> outputs = signature.requiredOutputs(wanted);
        Map<String, OrtTensor> values = signature.checked(given, tensor -> OrtTensor.of(tensor, engine));
        running.readLock().lock();
        try (Arena scratch = Arena.ofConfined()) {
            if (closed) {
                throw new IllegalStateException("The network " + name() + " is closed.");
            }
            return bound(owner, values, outputs, scratch);
        } catch (OrtException e) {
            throw new InferenceException(
                    "The network " + name() + " failed on " + given.values() + ": " + OpenFailure.oneLine(e), e);
        } finally {
            running.readLock().unlock();
        }
    }

    private Map<String, Tensor> bound(
            OrtScope owner, Map<String, OrtTensor> values, List<TensorSpec> outputs, Arena scratch)
            throws OrtException {
        List<OrtTensor> entered = new ArrayList<>(values.size());
        MemorySegment binding = api.binding(address, scratch);
        try {
            for (Map.Entry<String, OrtTensor> input : values.entrySet()) {
                MemorySegment value = input.getValue().enter();
                entered.add(input.getValue());
                api.bindInput(binding, nativeName(input.getKey()), value);
            }
            MemorySegment memory = api.memory(engine.device());
            for (TensorSpec output : outputs) {
                api.bindOutput(binding, nativeName(output.name()), memory);
            }
            api.run(address, binding);
            return taken(owner, outputs, api.outputs(binding, scratch), scratch);
        } finally {
            api.releaseBinding(binding);
            entered.forEach(OrtTensor::leave);
        }
    }

    private MemorySegment nativeName(String name) {
        return Objects.requireNonNull(nativeNames.get(name));
    }

    private OrtScope ownScope(TensorScope scope) {
        if (!(scope instanceof OrtScope own) || own.engine() != engine) {
            throw new IllegalArgumentException("The scope for the network " + name() + " belongs to another engine.");
        }
        own.requireOpen();
        return own;
    }

    /** Makes the scope the owner of all values, or of none. */
    private Map<String, Tensor> taken(OrtScope owner, List<TensorSpec> outputs, MemorySegment[] values, Arena scratch)
            throws OrtException {
        List<long[]> shapes = new ArrayList<>(values.length);
        try {
            for (MemorySegment value : values) {
                shapes.add(api.shape(value, scratch));
            }
        } catch (OrtException e) {
            for (MemorySegment value : values) {
                api.releaseValue(value);
            }
            throw e;
        }
        Map<String, Tensor> tensors = LinkedHashMap.newLinkedHashMap(values.length);
        for (int i = 0; i < values.length; i++) {
            TensorSpec output = outputs.get(i);
            tensors.put(output.name(), owner.own(values[i], output.type(), shapes.get(i)));
        }
        return tensors;
    }

    @Override
    public void close() {
        running.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            session.close();
            atClose.accept(this);
        } catch (OrtException e) {
            throw new InferenceException("The network " + name() + " could not be closed: " + e.getMessage(), e);
        } finally {
            running.writeLock().unlock();
        }
    }
}
