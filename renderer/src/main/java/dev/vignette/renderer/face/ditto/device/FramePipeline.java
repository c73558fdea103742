package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.cuda.CudaGraph;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.cuda.DeviceWorkspace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * From key points to images for a fixed number of frames at once, as one recorded graph: stitching, sparse motion, hourglass, mask,
 * deformation, refinement, decoding. Everything lies in memory that is taken once. For one thread at a time.
 */
public final class FramePipeline implements AutoCloseable {
    private static final int SIDE = 512;

    private final int frames;
    private final DeviceWorkspace workspace;
    private final FrameControl control;
    private final DeviceTensor image;
    private final DeviceTensor feature;
    private final Map<String, Runnable> stages = new LinkedHashMap<>();
    private final CudaGraph graph;

    /**
     * @param frames at once
     * @param stitched whether key points are corrected by the stitching network
     */
    public FramePipeline(DeviceNetworks networks, FrameKernels kernels, int frames, boolean stitched) {
        this.frames = frames;
        workspace = new DeviceWorkspace(networks.engine().scope());
        try {
            control = new FrameControl(workspace, frames);
            feature = workspace.zeros(FLOAT32, frames, 256, WarpParts.SIDE, WarpParts.SIDE);
            image = workspace.zeros(FLOAT32, frames, 3, SIDE, SIDE);
            DeviceTensor to = stitched ? stitched(networks) : control.to();
            stages.putAll(new WarpRun(workspace, networks, kernels, frames, control, to, feature).stages());
            stages.put("decoder", decoder(networks, kernels));
            graph = workspace.own(stream().capture(() -> stages.values().forEach(Runnable::run)));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private DeviceTensor stitched(DeviceNetworks networks) {
        DeviceTensor to = workspace.zeros(FLOAT32, frames, 21, 3);
        stages.put(
                "stitch",
                workspace.own(networks.stitch(frames)
                        .bind(
                                workspace.scope(),
                                Map.of("kp_source", control.from(), "kp_driving", control.to()),
                                Map.of("out", to)))::enqueue);
        return to;
    }

    private Runnable decoder(DeviceNetworks networks, FrameKernels kernels) {
        Optional<SpadeDecoder> cut = networks.cutDecoder();
        if (cut.isEmpty()) {
            return workspace.own(networks.decoder(frames)
                    .bind(workspace.scope(), Map.of("feature", feature), Map.of("output", image)))::enqueue;
        }
        return workspace.own(
                new SpadeRun(networks, kernels.spade(), workspace.scope(), cut.get(), frames, feature, image))::enqueue;
    }

    public int frames() {
        return frames;
    }

    public CudaStream stream() {
        return workspace.stream();
    }

    /** Sets a frame of the next run, while at most one that was put into the stream is not done yet. */
    public void set(int frame, SourceOnDevice source, float[] from, float[] to) {
        control.set(frame, source, from, to);
    }

    /** Puts a run into the stream. What is not set anew is the same in the next. */
    public void run() {
        control.upload();
        graph.launch(stream());
    }

    /** The stages of a run in order, for measuring one by one: each puts its work into the stream. */
    public Map<String, Runnable> stages() {
        return Collections.unmodifiableMap(stages);
    }

    /** {@code [3, 512, 512]}, 0…1, of a frame of the last run. */
    public DeviceMemory image(int frame) {
        long bytes = 4L * 3 * SIDE * SIDE;
        return new Part(image.address() + frame * bytes, bytes);
    }

    /** What the decoder was given in the last run. */
    public DeviceTensor feature() {
        return feature;
    }

    private record Part(long address, long sizeInBytes) implements DeviceMemory {}

    @Override
    public void close() {
        stream().synchronize();
        workspace.close();
    }
}
