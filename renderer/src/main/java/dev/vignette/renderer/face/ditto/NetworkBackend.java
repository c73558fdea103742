package dev.vignette.renderer.face.ditto;

import dev.vignette.inference.FiniteNetwork;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.ditto.motion.AudioWindows;
import dev.vignette.renderer.face.ditto.motion.Denoiser;
import dev.vignette.renderer.face.ditto.motion.MotionDiffusion;
import dev.vignette.renderer.face.ditto.motion.NoiseSource;
import dev.vignette.renderer.face.ditto.motion.WindowModel;
import dev.vignette.renderer.face.ditto.network.BatchCopies;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The networks through the port {@link dev.vignette.inference.Engine}: on the processor, or on a GPU by ONNX Runtime. Frames of all films are
 * stitched, warped and decoded on one thread, as many at once as are allowed; what one network gives goes to the next
 * without being looked at.
 */
final class NetworkBackend implements Backend {
    private static final int POINTS = 63;
    private static final int IMAGE = 3 * 512 * 512;
    private static final String OUT = "out";
    private static final String IMAGE_OUT = "output";
    private static final String FEATURES_OUT = "encoding_out";

    private final DittoNetworks networks;
    private final BatchCopies copies;
    private final boolean stitched;
    private final FrameQueue queue = new FrameQueue();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param copies of the networks that take several frames at once
     * @param stitched whether driven key points are corrected
     */
    NetworkBackend(DittoNetworks networks, BatchCopies copies, boolean stitched) {
        this.networks = networks;
        this.copies = copies;
        this.stitched = stitched;
        thread = Thread.ofPlatform().daemon().name("ditto-frames").start(this::run);
    }

    @Override
    public String name() {
        return networks.engine().name();
    }

    @Override
    public Features encode(float[] window) {
        float[] rows = networks.output(DittoNetwork.HUBERT, FEATURES_OUT, window);
        if (rows.length != AudioWindows.NUMBERS) {
            throw new InferenceException(
                    "The network " + DittoNetwork.HUBERT.title() + " gave " + rows.length + " numbers in its output "
                            + FEATURES_OUT + " instead of " + AudioWindows.NUMBERS + ". Pull the model again.");
        }
        return new KnownFeatures(rows);
    }

    @Override
    public WindowModel motion(int steps, NoiseSource noise) {
        return new MotionDiffusion(this::denoise, steps, noise)::window;
    }

    private Denoiser.Prediction denoise(float[] x, float[] frame, float[] condition, int time) {
        Map<String, float[]> outputs = networks.run(DittoNetwork.LMDM, x, frame, condition, new float[] {time});
        return new Denoiser.Prediction(
                DittoNetworks.output(DittoNetwork.LMDM, outputs, "pred_noise"),
                DittoNetworks.output(DittoNetwork.LMDM, outputs, "x_start"));
    }

    @Override
    public FilmFrames begin(Footage footage, FilmFormat format) {
        copies.use(networks);
        return new NetworkFrames(footage, format, queue.lane());
    }

    private void run() {
        try (Volumes volumes = new Volumes(copies.most())) {
            while (!closed) {
                List<FrameRequest> batch = queue.take(copies::most);
                if (batch.isEmpty()) {
                    volumes.forget();
                } else {
                    render(batch, volumes);
                }
            }
        } catch (InterruptedException e) {
            // The face is being closed.
        } finally {
            closed = true;
            queue.close().forEach(request -> request.failed(NetworkFrames.closed()));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, the films that wait must hear of it.
    private void render(List<FrameRequest> asked, Volumes volumes) {
        List<FrameRequest> batch = volumes.arranged(asked);
        try (TensorScope scope = networks.engine().scope()) {
            FloatBuffer images = images(scope, batch, volumes);
            for (FrameRequest request : batch) {
                float[] image = new float[IMAGE];
                images.get(image);
                request.done(image);
            }
        } catch (Throwable failure) {
            batch.forEach(request -> request.failed(failure));
        }
    }

    private FloatBuffer images(TensorScope scope, List<FrameRequest> batch, Volumes volumes) {
        int count = batch.size();
        Tensor from = scope.floats(joined(batch.stream().map(FrameRequest::from).toList()), count, 21, 3);
        Tensor to = scope.floats(joined(batch.stream().map(FrameRequest::to).toList()), count, 21, 3);
        Tensor corrected = to;
        if (stitched) {
            corrected = run(scope, DittoNetwork.STITCH_NETWORK, Map.of("kp_source", from, "kp_driving", to), OUT);
            // Sampling at a place that is no number may give a picture that looks sound.
            FiniteNetwork.requireFinite(DittoNetwork.STITCH_NETWORK.title(), OUT, corrected);
        }
        Map<String, Tensor> motion =
                Map.of("feature_3d", volumes.fill(scope, batch), "kp_source", from, "kp_driving", corrected);
        Tensor feature = run(scope, DittoNetwork.WARP_NETWORK, motion, OUT);
        Tensor images = run(scope, DittoNetwork.DECODER, Map.of("feature", feature), IMAGE_OUT);
        if (FiniteNetwork.firstBad(images) >= 0) {
            // What the image came from is only looked at to find the network that is to blame.
            FiniteNetwork.requireFinite(DittoNetwork.WARP_NETWORK.title(), OUT, feature);
            FiniteNetwork.requireFinite(DittoNetwork.DECODER.title(), IMAGE_OUT, images);
        }
        return images.floats();
    }

    private Tensor run(TensorScope scope, DittoNetwork network, Map<String, Tensor> inputs, String output) {
        Network opened = networks.unchecked(network);
        Map<String, Tensor> made = opened.run(scope, inputs, Set.of(output));
        DittoNetworks.requireShapes(network, made);
        return Objects.requireNonNull(made.get(output));
    }

    private static float[] joined(List<float[]> points) {
        float[] all = new float[points.size() * POINTS];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(points.get(i), 0, all, i * POINTS, POINTS);
        }
        return all;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
