package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** An engine of TensorRT's. Runs are put into their scope's stream and are not waited for. Closing waits for them. */
final class TrtNetwork implements DeviceNetwork {
    private final TensorRtEngine engine;
    private final ICudaEngine cudaEngine;
    private final BuiltTensors built;
    private final NetworkContract signature;
    private final Map<String, String> metadata;
    private final TrtLog log;
    private final ContextPool contexts;
    private final Consumer<TrtNetwork> atClose;
    private final ReadWriteLock running = new ReentrantReadWriteLock();
    private final Set<TrtBoundRun> bound = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /** Takes over the engine of TensorRT's. */
    TrtNetwork(
            TensorRtEngine engine,
            ICudaEngine cudaEngine,
            NetworkContract signature,
            Map<String, String> metadata,
            TrtLog log,
            int contexts,
            Consumer<TrtNetwork> atClose) {
        this.engine = engine;
        this.cudaEngine = cudaEngine;
        this.built = new BuiltTensors(signature.network(), cudaEngine);
        this.signature = built.signature(signature);
        this.metadata = Map.copyOf(metadata);
        this.log = log;
        this.contexts = new ContextPool(contexts, this::context);
        this.atClose = atClose;
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

    private TrtContext context() {
        engine.device().makeCurrent();
        IExecutionContext made = cudaEngine.createExecutionContext();
        if (made == null || made.isNull()) {
            throw log.failure(
                    "There is no room on the GPU to run the network " + name(),
                    "Use fewer runs at a time, or a larger GPU.");
        }
        return new TrtContext(made, engine);
    }

    @Override
    public Map<String, Tensor> run(TensorScope scope, Map<String, Tensor> given, Set<String> wanted) {
        TrtScope owner = engine.own(scope, name());
        signature.requiredOutputs(wanted);
        Map<String, TrtTensor> inputs = signature.checked(given, engine::own);
        running.readLock().lock();
        try {
            requireOpen();
            engine.device().makeCurrent();
            TrtContext context = contexts.take();
            try {
                return run(context, owner, inputs, wanted);
            } finally {
                contexts.give(context);
            }
        } finally {
            running.readLock().unlock();
        }
    }

    private Map<String, Tensor> run(
            TrtContext context, TrtScope owner, Map<String, TrtTensor> inputs, Set<String> wanted) {
        Set<CudaStream> others = new LinkedHashSet<>();
        setInputs(context, owner, inputs, others);
        Map<String, TrtTensor> outputs = new LinkedHashMap<>();
        List<TrtTensor> unwanted = new ArrayList<>();
        try {
            for (TensorSpec output : signature.outputs()) {
                TrtTensor tensor = made(owner, output, shape(context, output), TrtTensor.Home.RESULT);
                outputs.put(output.name(), tensor);
                setAddress(context, output.name(), tensor.address());
            }
            if (!context.enqueue(owner.stream())) {
                throw log.failure("The network " + name() + " failed on " + inputs, "Start the service again.");
            }
        } catch (RuntimeException e) {
            outputs.values().forEach(TrtTensor::free);
            throw e;
        }
        // Inputs are freed in the order of their own streams, which therefore wait for this run.
        others.forEach(other -> other.await(owner.stream()));
        Map<String, Tensor> results = LinkedHashMap.newLinkedHashMap(wanted.size());
        outputs.forEach((output, tensor) -> {
            if (wanted.contains(output)) {
                results.put(output, owner.own(tensor));
            } else {
                unwanted.add(tensor);
            }
        });
        unwanted.forEach(TrtTensor::free);
        return results;
    }

    private void setInputs(TrtContext context, TrtScope owner, Map<String, TrtTensor> inputs, Set<CudaStream> others) {
        inputs.forEach((input, tensor) -> {
            if (!context.shape(input, tensor.shape())) {
                throw log.failure(
                        "The input " + input + " of the network " + name() + " was given " + tensor
                                + ", which is outside the shapes that it was built for",
                        "Widen its profile in the build options.");
            }
            built.requireRoom(input, tensor);
            setAddress(
                    context,
                    input,
                    built.onHost(input)
                            ? tensor.onHost().address()
                            : tensor.onDevice().address());
            if (tensor.owner().stream() != owner.stream()) {
                others.add(tensor.owner().stream());
            }
        });
        // Once for each, after all copies to the device were put into them.
        others.forEach(owner.stream()::await);
    }

    private void setAddress(TrtContext context, String tensor, long address) {
        if (!context.address(tensor, address)) {
            throw log.failure(
                    "The network " + name() + " does not take its tensor " + tensor, "Start the service again.");
        }
    }

    private long[] shape(TrtContext context, TensorSpec output) {
        long[] shape = context.shape(output.name());
        for (long size : shape) {
            if (size < 0) {
                throw new InferenceException("The size of the output " + output + " of the network " + name()
                        + " depends on the input's numbers, which TensorRT is not used for here. Use ONNX Runtime for it"
                        + " (VIGNETTE_ENGINE=cuda).");
            }
        }
        return shape;
    }

    private TrtTensor made(TrtScope owner, TensorSpec output, long[] shape, TrtTensor.Home home) {
        DeviceBuffer memory = DeviceBuffer.allocate(owner.stream(), built.bytes(output.name(), output.type(), shape));
        return TrtTensor.on(owner, output.type(), shape, home, memory);
    }

    @Override
    public BoundRun bind(DeviceScope scope, Map<String, ? extends Tensor> inputs, Map<String, DeviceTensor> outputs) {
        TrtScope owner = engine.own(scope, name());
        outputs.keySet().forEach(signature::requiredOutput);
        Map<String, TrtTensor> checked = signature.checked(inputs, engine::own);
        running.readLock().lock();
        try {
            requireOpen();
            TrtContext context = context();
            List<TrtTensor> sinks = new ArrayList<>();
            try {
                bind(context, owner, checked, outputs, sinks);
                TrtBoundRun run = new TrtBoundRun(this, owner, context, sinks, log, bound::remove);
                bound.add(run);
                return run;
            } catch (RuntimeException e) {
                sinks.forEach(TrtTensor::free);
                context.close();
                throw e;
            }
        } finally {
            running.readLock().unlock();
        }
    }

    private void bind(
            TrtContext context,
            TrtScope owner,
            Map<String, TrtTensor> inputs,
            Map<String, DeviceTensor> outputs,
            List<TrtTensor> sinks) {
        inputs.forEach((name, tensor) -> {
            if (tensor.home() == TrtTensor.Home.SHARED) {
                throw new InferenceException("The input " + name + " of the network " + name()
                        + " lies on the host; what is bound has to lie on the device.");
            }
        });
        setInputs(context, owner, inputs, new LinkedHashSet<>());
        for (TensorSpec output : signature.outputs()) {
            long[] shape = shape(context, output);
            DeviceTensor given = outputs.get(output.name());
            if (given == null) {
                TrtTensor sink = made(owner, output, shape, TrtTensor.Home.DEVICE);
                sinks.add(sink);
                setAddress(context, output.name(), sink.address());
            } else {
                TrtTensor tensor = engine.own(given);
                if (tensor.type() != output.type() || !java.util.Arrays.equals(tensor.shape(), shape)) {
                    throw new InferenceException("The output " + output + " of the network " + name() + " was given "
                            + tensor + " and needs " + TensorSpec.shapeText(shape) + ".");
                }
                built.requireRoom(output.name(), tensor);
                if (tensor.owner() != owner) {
                    owner.stream().await(tensor.owner().stream());
                }
                setAddress(context, output.name(), tensor.address());
            }
        }
        // TensorRT sets itself up for new shapes at the first run, which a recording cannot hold.
        if (!context.enqueue(owner.stream())) {
            throw log.failure("The network " + name() + " failed on " + inputs, "Start the service again.");
        }
        owner.stream().synchronize();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The network " + name() + " is closed.");
        }
    }

    @Override
    public void close() {
        running.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            if (!bound.isEmpty()) {
                throw new IllegalStateException(
                        "The network " + name() + " is still bound to memory; close that first.");
            }
            closed = true;
            engine.device().makeCurrent();
            contexts.close();
            Native.delete(cudaEngine, Native.FIRST);
            atClose.accept(this);
        } finally {
            running.writeLock().unlock();
        }
    }
}
