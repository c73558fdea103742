package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/** A session of ONNX Runtime. Closing waits for the runs that are under way. */
final class OrtNetwork implements Network {
    private final OnnxRuntimeEngine engine;
    private final OrtSession session;
    private final NetworkContract signature;
    private final Map<String, TensorSpec> inputs = new LinkedHashMap<>();
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
        this.session = session;
        this.signature = signature;
        this.metadata = Map.copyOf(metadata);
        this.atClose = atClose;
        signature.inputs().forEach(spec -> inputs.put(spec.name(), spec));
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
        if (wanted.isEmpty()) {
            throw new InferenceException("No output of the network " + name() + " is asked for.");
        }
        wanted.forEach(this::requireOutput);
        Map<String, OnnxTensor> values = checked(given);
        running.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The network " + name() + " is closed.");
            }
            // The result is not closed: the scope takes over what is in it.
            return taken(owner, session.run(values, wanted));
        } catch (OrtException e) {
            throw new InferenceException(
                    "The network " + name() + " failed on " + given.values() + ": " + OpenFailure.oneLine(e), e);
        } finally {
            running.readLock().unlock();
        }
    }

    private OrtScope ownScope(TensorScope scope) {
        if (!(scope instanceof OrtScope own) || own.engine() != engine) {
            throw new IllegalArgumentException("The scope for the network " + name() + " belongs to another engine.");
        }
        own.requireOpen();
        return own;
    }

    private void requireOutput(String output) {
        if (signature.output(output).isEmpty()) {
            throw new InferenceException("The network " + name() + " has no output " + output + ", only "
                    + names(signature.outputs()) + ".");
        }
    }

    private Map<String, OnnxTensor> checked(Map<String, Tensor> given) {
        Map<String, OnnxTensor> values = LinkedHashMap.newLinkedHashMap(given.size());
        given.forEach((name, tensor) -> {
            TensorSpec spec = inputs.get(name);
            if (spec == null) {
                throw new InferenceException("The network " + name() + " has no input " + name + ", only "
                        + names(signature.inputs()) + ".");
            }
            OrtTensor own = OrtTensor.of(tensor, engine);
            if (own.type() != spec.type() || !spec.fits(own.shape())) {
                throw new InferenceException(
                        "The input " + spec + " of the network " + name() + " was given " + own + ".");
            }
            values.put(name, own.value());
        });
        for (String name : inputs.keySet()) {
            if (!values.containsKey(name)) {
                throw new InferenceException(
                        "The input " + inputs.get(name) + " of the network " + name() + " is missing.");
            }
        }
        return values;
    }

    private Map<String, Tensor> taken(OrtScope owner, OrtSession.Result result) {
        Map<String, Tensor> outputs = LinkedHashMap.newLinkedHashMap(result.size());
        for (Map.Entry<String, OnnxValue> entry : result) {
            if (!(entry.getValue() instanceof OnnxTensor value)) {
                result.close();
                throw new InferenceException(
                        "The output " + entry.getKey() + " of the network " + name() + " is no tensor this time.");
            }
            outputs.put(entry.getKey(), owner.own(value, OrtTypes.of(value.getInfo().type, name(), entry.getKey())));
        }
        return outputs;
    }

    private static List<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).toList();
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
