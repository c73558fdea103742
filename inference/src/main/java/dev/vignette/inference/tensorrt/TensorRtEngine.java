package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceEngine;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceScope;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IRuntime;

/**
 * Runs ONNX files with TensorRT on an NVIDIA GPU. A file is built into a plan for the GPU at hand the first time that it is
 * opened, which takes from some seconds to some minutes; the plan is kept. Tensors stay on the device until their numbers are
 * asked for, and runs are not waited for before that: a failure on the device then shows there.
 *
 * @see <a href="https://docs.nvidia.com/deeplearning/tensorrt/10.6/">TensorRT 10.6</a>
 */
public final class TensorRtEngine implements DeviceEngine {
    private final CudaDevice device;
    private final String version;
    private final TensorRtSettings settings;
    private final TrtLog log;
    private final IRuntime runtime;
    private final PlanCache plans;
    private final Set<TrtNetwork> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedDeque<CudaStream> idleStreams = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private TensorRtEngine(CudaDevice device, String version, TensorRtSettings settings, TrtLog log, IRuntime runtime) {
        this.device = device;
        this.version = version;
        this.settings = settings;
        this.log = log;
        this.runtime = runtime;
        this.plans = new PlanCache(settings.cache(), settings.listener(), InstantSource.system());
    }

    /**
     * Loads the driver and TensorRT, at the first call.
     *
     * @param gpu number of the GPU, from 0
     * @throws InferenceException in one sentence if the driver, the GPU or a library is missing
     */
    public static TensorRtEngine open(int gpu, TensorRtSettings settings) {
        CudaDevice device = CudaDevice.open(gpu);
        device.makeCurrent();
        String version = TrtLibrary.load();
        TrtLog log = TrtLog.get();
        IRuntime runtime = nvinfer.createInferRuntime(log);
        if (runtime == null || runtime.isNull()) {
            throw log.failure(
                    "TensorRT " + version + " does not start on the GPU " + device, "See \"vignette doctor\".");
        }
        return new TensorRtEngine(device, version, settings, log, runtime);
    }

    /**
     * The version of TensorRT that would be used, such as {@code 10.6.0}.
     *
     * @throws InferenceException in one sentence if it cannot be loaded here
     */
    public static String libraryVersion() {
        CudaDevice.count();
        return TrtLibrary.load();
    }

    @Override
    public String name() {
        return "tensorrt-" + version;
    }

    @Override
    public CudaDevice device() {
        return device;
    }

    @Override
    public DeviceNetwork open(Path model, String network) {
        return open(model, network, settings.of(network));
    }

    /**
     * Opens a network as these options say, whatever the settings have for its name.
     *
     * @throws InferenceException if the file is missing or damaged, or TensorRT cannot build it
     */
    public DeviceNetwork open(Path model, String network, BuildOptions options) {
        requireOpen();
        SourceFile source = new SourceFile(model, network);
        PlanKey key = new PlanKey(
                network,
                source.sha256(settings.cache()),
                options.canonical(),
                device.name(),
                device.capability(),
                device.driver(),
                version);
        // The plan is copied to the device; what is on the host is not needed any more.
        try (Arena arena = Arena.ofShared()) {
            PlanFile.Plan plan = plans.get(
                    key,
                    arena,
                    () -> {
                        SourceFile.Description description = source.describe();
                        return PlanFile.Header.of(key, description.signature(), description.metadata());
                    },
                    (header, take) -> new PlanBuilder(
                                    device,
                                    log,
                                    new TimingCache(settings.cache(), device.name(), device.driver(), version))
                            .build(source.path(), header.signature(network), options, settings.listener(), take));
            return opened(plan, network);
        }
    }

    private TrtNetwork opened(PlanFile.Plan plan, String network) {
        device.makeCurrent();
        log.forget();
        ICudaEngine made = runtime.deserializeCudaEngine(
                new Native.At(plan.bytes().address()), plan.bytes().byteSize());
        if (made == null || made.isNull()) {
            throw log.failure(
                    "The network " + network + " cannot be put on the GPU " + device.name(),
                    "Delete the folder " + settings.cache() + " to have it built again.");
        }
        try {
            TrtNetwork opened = new TrtNetwork(
                    this,
                    made,
                    plan.header().signature(network),
                    plan.header().metadata(),
                    log,
                    settings.contexts(),
                    open::remove);
            open.add(opened);
            return opened;
        } catch (RuntimeException e) {
            Native.delete(made, Native.FIRST);
            throw e;
        }
    }

    @Override
    public DeviceScope scope() {
        requireOpen();
        CudaStream idle = idleStreams.poll();
        return new TrtScope(this, idle == null ? device.stream() : idle, this::giveBack);
    }

    private void giveBack(CudaStream stream) {
        if (closed) {
            stream.close();
        } else {
            idleStreams.push(stream);
        }
    }

    @Override
    public DeviceScope scope(CudaStream stream) {
        requireOpen();
        if (stream.device() != device) {
            throw new IllegalArgumentException("The stream belongs to another device.");
        }
        return new TrtScope(this, stream, ignored -> {});
    }

    /** Checks that a tensor is one of this engine's and not yet freed. */
    TrtTensor own(Tensor tensor) {
        if (!(tensor instanceof TrtTensor own) || own.owner().engine() != this) {
            throw new IllegalArgumentException("The tensor " + tensor + " belongs to another engine.");
        }
        own.requireLive();
        return own;
    }

    TrtScope own(TensorScope scope, String network) {
        if (!(scope instanceof TrtScope own) || own.engine() != this) {
            throw new IllegalArgumentException("The scope for the network " + network + " belongs to another engine.");
        }
        own.requireOpen();
        return own;
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
                    + open.stream().map(TrtNetwork::name).sorted().toList());
        }
        if (!closed) {
            closed = true;
            idleStreams.forEach(CudaStream::close);
            idleStreams.clear();
            device.makeCurrent();
            Native.delete(runtime, Native.FIRST);
        }
    }
}
