package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.TensorScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs ONNX files with ONNX Runtime, on the processor or on an NVIDIA GPU. All networks of the process share one pool of as
 * many threads as there are processors. What a run makes stays on its device until somebody
 * reads it: see decision 0008.
 *
 * @see <a href="https://onnxruntime.ai/docs/performance/tune-performance/threading.html">ONNX Runtime, thread management</a>
 */
public final class OnnxRuntimeEngine implements Engine {
    private final OrtEnvironment environment;
    private final OrtApi api;
    private final Device device;
    private final boolean asWritten;
    private final Set<OrtNetwork> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private OnnxRuntimeEngine(OrtEnvironment environment, OrtApi api, Device device, boolean asWritten) {
        this.asWritten = asWritten;
        this.environment = environment;
        this.api = api;
        this.device = device;
    }

    /** @throws InferenceException if ONNX Runtime's library cannot be loaded here */
    public static OnnxRuntimeEngine cpu() {
        return on(new Device.Cpu(), false);
    }

    /**
     * The same, computing quantised nodes as they stand: numbers are rounded where the file says, and convolved in single precision.
     * {@link #cpu} computes with whole numbers, which on some processors overflow.
     */
    public static OnnxRuntimeEngine cpuAsWritten() {
        return on(new Device.Cpu(), true);
    }

    /**
     * Needs ONNX Runtime's libraries for GPUs and NVIDIA's: see {@code docs/gpu.md}.
     *
     * @param gpu number of the GPU, from 0
     * @throws InferenceException if this build of ONNX Runtime, the driver or a library is missing
     */
    public static OnnxRuntimeEngine cuda(int gpu) {
        GpuBuild.preload();
        OnnxRuntimeEngine engine = on(new Device.Cuda(gpu), false);
        try (OrtSession.SessionOptions options = engine.sessionOptions()) {
            CudaRuntime.loaded();
            return engine;
        } catch (OrtException e) {
            throw new InferenceException(
                    "ONNX Runtime cannot use the GPU " + gpu + ": " + OpenFailure.oneLine(e)
                            + ". Get onnxruntime_gpu, CUDA 12 and cuDNN 9 with \"vignette gpu install\", or use the processor.",
                    e);
        }
    }

    private static OnnxRuntimeEngine on(Device device, boolean asWritten) {
        try {
            return new OnnxRuntimeEngine(OrtProcess.environment(), OrtProcess.api(), device, asWritten);
        } catch (LinkageError e) {
            if (e.getCause() instanceof InferenceException reason) {
                throw reason;
            }
            throw new InferenceException(
                    "ONNX Runtime's library cannot be loaded on this machine (" + System.getProperty("os.name") + ", "
                            + System.getProperty("os.arch") + "): " + e.getMessage(),
                    e);
        }
    }

    Device device() {
        return device;
    }

    OrtApi api() {
        return api;
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public Network open(Path model, String network) {
        requireOpen();
        if (!Files.isRegularFile(model)) {
            throw new InferenceException("There is no file " + model + " for the network " + network
                    + ". Get it with \"vignette models pull\", or correct the path.");
        }
        try (OrtSession.SessionOptions options = sessionOptions()) {
            OrtSession session = environment.createSession(model.toString(), options);
            OrtNetwork opened = OrtNetwork.of(this, session, network, open::remove);
            open.add(opened);
            return opened;
        } catch (OrtException e) {
            throw OpenFailure.of(model, network, e);
        }
    }

    private OrtSession.SessionOptions sessionOptions() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.disablePerSessionThreads();
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        // The arena makes steps of a decoder cheap. A memory pattern is remembered for every shape ever seen, and a
        // growing key-value cache never has the same shape twice.
        options.setCPUArenaAllocator(true);
        options.setMemoryPatternOptimization(false);
        // Weights stay out of the arena, which grows in powers of two and does not shrink.
        options.addConfigEntry("session.use_device_allocator_for_initializers", "1");
        if (asWritten) {
            options.addConfigEntry("session.disable_quant_qdq", "1");
        }
        try {
            device.addTo(options);
        } catch (OrtException e) {
            options.close();
            throw e;
        }
        return options;
    }

    @Override
    public TensorScope scope() {
        requireOpen();
        return new OrtScope(this, api);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The engine " + name() + " is closed.");
        }
    }

    @Override
    public void close() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("The engine " + name() + " still has open networks: "
                    + open.stream().map(OrtNetwork::name).sorted().toList());
        }
        // The environment lives as long as the process: ONNX Runtime allows one and cannot make it anew.
        closed = true;
    }
}
