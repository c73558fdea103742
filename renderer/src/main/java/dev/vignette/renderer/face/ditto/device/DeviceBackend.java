package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Ditto on an NVIDIA GPU: from sound to finished frames on the device. Windows of sound, windows of motion and frames of all films are
 * computed together, one batch after another. A film for which the device has no memory left fails with
 * {@link dev.vignette.inference.InferenceException}, and the others go on.
 */
public final class DeviceBackend implements Backend {
    /** What was measured; TensorRT's own is 3, which takes longer to build. */
    public static final int LEVEL = 2;

    private static final int NUMBERS = MotionDiffusion.FRAMES * MotionVector.SIZE;
    /** Windows of motion are computed in single precision only at their end: what steps before that miss is made good there. */
    private static final double EXACT_SHARE = 0.2;

    /** Frames at once: a single film asks for about ten at a time, after each window of motion. */
    private static final List<Integer> SIZES = List.of(8);

    private static final Set<DittoNetwork> RUNS = Set.of(
            DittoNetwork.HUBERT,
            DittoNetwork.LMDM,
            DittoNetwork.STITCH_NETWORK,
            DittoNetwork.WARP_NETWORK,
            DittoNetwork.DECODER);

    /** Windows of motion at once: one alone is quicker than its share of several. */
    private static final List<Integer> WINDOWS = List.of(1, 4);

    private final DeviceNetworks networks;
    private final FrameKernels kernels;
    private final DeviceWatch watch;
    private final WorkTrace trace;
    private final DeviceTurns turns;
    private final BatchServer<float[], float[]> speech;
    private final BatchServer<FrameJob, Frame> frames;
    private final Map<Integer, BatchServer<MotionLoop.Window, float[]>> motions = new HashMap<>();

    /**
     * Opens films' networks on this engine, as is best on most GPUs.
     *
     * @param engine is not closed
     * @param cache where edited networks and compiled kernels are kept
     * @param precision of frames
     */
    public static DittoFace.BackendOpener opener(TensorRtEngine engine, Path cache, FramePrecision precision) {
        return (networks, configuration) -> open(
                engine,
                networks,
                cache,
                networks.stamp(),
                SIZES,
                configuration.stitching(),
                LEVEL,
                precision,
                WorkTrace.NONE);
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
     * @param trace is told what is done when
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
            FramePrecision precision,
            WorkTrace trace) {
        DeviceNetworks networks = new DeviceNetworks(
                engine, published::file, cache, stamp, level, precision, () -> PortraitExamples.of(published));
        FrameKernels kernels = null;
        try {
            WarpParts warp = networks.warp();
            kernels = FrameKernels.compile(
                    engine.device(), cache.resolve("kernels"), warp.compressed(), warp.taps(), ElementType.FLOAT32);
            return new DeviceBackend(networks, kernels, sizes, stitched, trace);
        } catch (RuntimeException | Error e) {
            if (kernels != null) {
                kernels.close();
            }
            networks.close();
            throw e;
        }
    }

    private DeviceBackend(
            DeviceNetworks networks, FrameKernels kernels, List<Integer> sizes, boolean stitched, WorkTrace trace) {
        this.networks = networks;
        this.kernels = kernels;
        this.trace = trace;
        watch = DeviceWatch.of(networks.engine().device().name());
        turns = new DeviceTurns(watch.now());
        frames = new BatchServer<>(
                "frames", new PipelineRenderer(networks, kernels, sizes, stitched), turns, watch, trace);
        try {
            speech = new BatchServer<>("speech", new SpeechRunner(networks), turns, watch, trace);
        } catch (RuntimeException | Error e) {
            frames.close();
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
    public Optional<String> unwell() {
        return watch.lost();
    }

    @Override
    public Features encode(float[] window) {
        CompletableFuture<float[]> asked = speech.ask(new Object(), window);
        return new Features() {
            @Override
            public boolean ready() {
                return asked.isDone();
            }

            @Override
            public float[] rows() {
                return speech.await(asked);
            }
        };
    }

    private synchronized BatchServer<MotionLoop.Window, float[]> motion(int steps) {
        return motions.computeIfAbsent(steps, count -> {
            try (Engine host = OnnxRuntimeEngine.cpu()) {
                int exact = (int) Math.ceil(EXACT_SHARE * count);
                return new BatchServer<>(
                        "motion",
                        new MotionRunner(networks, kernels, host, count, exact, WINDOWS),
                        turns,
                        watch,
                        trace);
            }
        });
    }

    @Override
    public WindowModel motion(int steps, NoiseSource noise) {
        return new FilmMotion(motion(steps), steps, noise);
    }

    /** One film's windows. */
    private static final class FilmMotion implements WindowModel {
        private final BatchServer<MotionLoop.Window, float[]> server;
        private final NoiseSource noise;
        private final float[][] between;
        private float[] initial;

        FilmMotion(BatchServer<MotionLoop.Window, float[]> server, int steps, NoiseSource noise) {
            this.server = server;
            this.noise = noise;
            between = new float[steps - 1][];
            for (int i = 0; i < between.length; i++) {
                between[i] = noise.normals(NUMBERS);
            }
            initial = noise.normals(NUMBERS);
        }

        @Override
        public float[][] window(float[] frame, List<float[]> rows) {
            CompletableFuture<float[]> asked =
                    server.ask(this, new MotionLoop.Window(initial, between, frame.clone(), rows));
            // The next window's is drawn while this one is computed.
            initial = noise.normals(NUMBERS);
            float[] values = server.await(asked);
            float[][] window = new float[MotionDiffusion.FRAMES][MotionVector.SIZE];
            for (int i = 0; i < window.length; i++) {
                System.arraycopy(values, i * MotionVector.SIZE, window[i], 0, MotionVector.SIZE);
            }
            return window;
        }
    }

    @Override
    public FilmFrames begin(Footage footage, FilmFormat format) {
        watch.requireAnswering();
        return new DeviceFrames(networks, kernels, frames, watch, footage, format);
    }

    /** Where the device is lost, nothing of it is freed: that would wait for it. */
    @Override
    public synchronized void close() {
        frames.close();
        motions.values().forEach(BatchServer::close);
        motions.clear();
        speech.close();
        if (watch.lost().isEmpty()) {
            kernels.close();
            networks.close();
        }
    }
}
