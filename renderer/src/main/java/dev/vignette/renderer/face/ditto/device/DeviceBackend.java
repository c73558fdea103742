package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceCopies;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.cuda.HostBuffer;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.ditto.Backend;
import dev.vignette.renderer.face.ditto.DittoFace;
import dev.vignette.renderer.face.ditto.FilmFrames;
import dev.vignette.renderer.face.ditto.Footage;
import dev.vignette.renderer.face.ditto.motion.MotionDiffusion;
import dev.vignette.renderer.face.ditto.motion.MotionVector;
import dev.vignette.renderer.face.ditto.motion.NoiseSource;
import dev.vignette.renderer.face.ditto.motion.WindowModel;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ditto on an NVIDIA GPU: from sound to finished frames on the device. Frames of all films are rendered together; windows of motion one
 * after another, beside them. A film for which the device has no memory left fails with
 * {@link dev.vignette.inference.InferenceException}, and the others go on.
 */
public final class DeviceBackend implements Backend {
    /** What was measured; TensorRT's own is 3, which takes longer to build. */
    public static final int LEVEL = 2;

    private static final int NUMBERS = MotionDiffusion.FRAMES * MotionVector.SIZE;
    /** Windows of motion of more steps than these are computed in single precision only at their end. */
    private static final int FEW_STEPS = 10;

    private static final double EXACT_SHARE = 0.2;

    /** Frames at once: a single film asks for about ten at a time, after each window of motion. */
    private static final List<Integer> SIZES = List.of(8);

    private static final Set<DittoNetwork> RUNS = Set.of(
            DittoNetwork.HUBERT,
            DittoNetwork.LMDM,
            DittoNetwork.STITCH_NETWORK,
            DittoNetwork.WARP_NETWORK,
            DittoNetwork.DECODER);

    private static final int WINDOW = 6480;
    private static final int FEATURES = 20 * 1024;

    private final DeviceNetworks networks;
    private final FrameKernels kernels;
    private final FrameServer<FrameJob> server;
    private final Map<Integer, MotionLoop> loops = new HashMap<>();
    private final CudaStream stream;
    private final DeviceScope scope;
    private final HostBuffer sound;
    private final DeviceTensor samples;
    private final DeviceTensor features;
    private final BoundRun hubert;

    /**
     * Opens films' networks on this engine, as is best on most GPUs.
     *
     * @param engine is not closed
     * @param cache where edited networks and compiled kernels are kept
     * @param precision of frames
     */
    public static DittoFace.BackendOpener opener(TensorRtEngine engine, Path cache, FramePrecision precision) {
        return (networks, configuration) ->
                open(engine, networks, cache, networks.stamp(), SIZES, configuration.stitching(), LEVEL, precision);
    }

    /**
     * Builds what is not built yet, which takes minutes the first time.
     *
     * @param engine is not closed
     * @param published the networks' files
     * @param cache where edited networks and compiled kernels are kept
     * @param stamp of the published files
     * @param sizes how many frames at once
     * @param stitched whether driven key points are corrected
     * @param level how long TensorRT looks for the fastest kernels, 0–5; {@value #LEVEL} is what is measured
     * @param precision of frames
     * @throws dev.vignette.inference.InferenceException if a network cannot be edited or built, or there is no room for it
     */
    public static DeviceBackend open(
            TensorRtEngine engine,
            DittoNetworks published,
            Path cache,
            String stamp,
            List<Integer> sizes,
            boolean stitched,
            int level,
            FramePrecision precision) {
        DeviceNetworks networks = new DeviceNetworks(
                engine, published::file, cache, stamp, level, precision, () -> PortraitExamples.of(published));
        FrameKernels kernels = null;
        try {
            WarpParts warp = networks.warp();
            kernels = FrameKernels.compile(
                    engine.device(), cache.resolve("kernels"), warp.compressed(), warp.taps(), ElementType.FLOAT32);
            return new DeviceBackend(networks, kernels, sizes, stitched);
        } catch (RuntimeException | Error e) {
            if (kernels != null) {
                kernels.close();
            }
            networks.close();
            throw e;
        }
    }

    private DeviceBackend(DeviceNetworks networks, FrameKernels kernels, List<Integer> sizes, boolean stitched) {
        this.networks = networks;
        this.kernels = kernels;
        scope = networks.engine().scope();
        stream = scope.stream();
        Deque<Runnable> undoing = new ArrayDeque<>(List.of(scope::close));
        try {
            sound = HostBuffer.allocate(networks.engine().device(), 4L * WINDOW);
            undoing.push(sound::close);
            sound.segment().fill((byte) 0);
            samples = scope.device(FLOAT32, 1, WINDOW);
            features = scope.device(FLOAT32, FEATURES / 1024, 1024);
            hubert = networks.hubert(Precision.FP32)
                    .bind(scope, Map.of("input_values", samples), Map.of("encoding_out", features));
            undoing.push(hubert::close);
            server = new FrameServer<>(new PipelineRenderer(networks, kernels, sizes, stitched));
        } catch (RuntimeException | Error e) {
            undoing.forEach(Runnable::run);
            throw e;
        }
        networks.forget();
    }

    @Override
    public String name() {
        return networks.engine().name();
    }

    @Override
    public Set<DittoNetwork> runs() {
        return RUNS;
    }

    @Override
    public synchronized float[] encode(float[] window) {
        MemorySegment.copy(window, 0, sound.segment(), ValueLayout.JAVA_FLOAT, 0, WINDOW);
        DeviceCopies.toDevice(stream, sound.segment(), samples);
        hubert.launch();
        float[] values = new float[FEATURES];
        features.floats().get(values);
        return values;
    }

    private synchronized MotionLoop loop(int steps) {
        return loops.computeIfAbsent(steps, count -> {
            try (Engine host = OnnxRuntimeEngine.cpu()) {
                return new MotionLoop(networks, kernels, host, count, exact(count));
            }
        });
    }

    private static int exact(int steps) {
        return steps <= FEW_STEPS ? steps : (int) Math.ceil(EXACT_SHARE * steps);
    }

    @Override
    public WindowModel motion(int steps, NoiseSource noise) {
        MotionLoop loop = loop(steps);
        float[][] between = new float[steps - 1][];
        for (int i = 0; i < between.length; i++) {
            between[i] = noise.normals(NUMBERS);
        }
        return (frame, rows) -> {
            float[] values = loop.window(noise.normals(NUMBERS), between, frame, rows);
            float[][] window = new float[MotionDiffusion.FRAMES][MotionVector.SIZE];
            for (int i = 0; i < window.length; i++) {
                System.arraycopy(values, i * MotionVector.SIZE, window[i], 0, MotionVector.SIZE);
            }
            return window;
        };
    }

    @Override
    public FilmFrames begin(Footage footage, FilmFormat format) {
        return new DeviceFrames(networks, kernels, server, footage, format);
    }

    @Override
    public synchronized void close() {
        server.close();
        loops.values().forEach(MotionLoop::close);
        loops.clear();
        hubert.close();
        scope.close();
        sound.close();
        kernels.close();
        networks.close();
    }
}
