package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT16;
import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.renderer.face.ditto.device.WarpParts.DEPTH;
import static dev.vignette.renderer.face.ditto.device.WarpParts.SIDE;

import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.cuda.DeviceWorkspace;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/** The warp network's parts and the kernels between them tied to device memory. Their work can be recorded; the workspace closes them. */
final class WarpRun {
    private final DeviceWorkspace workspace;
    private final int frames;
    private final Map<String, Runnable> stages = new LinkedHashMap<>();

    /**
     * @param to where key points go, {@code [frames, 21, 3]}
     * @param feature {@code [frames, 256, 64, 64]} of single precision
     */
    WarpRun(
            DeviceWorkspace workspace,
            DeviceNetworks networks,
            FrameKernels kernels,
            int frames,
            FrameControl control,
            DeviceTensor to,
            DeviceTensor feature) {
        this.workspace = workspace;
        this.frames = frames;
        WarpParts warp = networks.warp();
        CudaStream stream = workspace.stream();
        DeviceBuffer sparse = rows(warp.sparse());
        DeviceBuffer hidden = rows(warp.hidden());
        DeviceBuffer parts = rows(warp.parts());
        DeviceTensor occlusion = workspace.zeros(FLOAT32, frames, 1, SIDE, SIDE);
        DeviceTensor sampled = workspace.zeros(FLOAT32, frames, (long) WarpParts.CHANNELS * DEPTH, SIDE, SIDE);
        DeviceBuffer bias = workspace.own(
                DeviceBuffer.of(stream, Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, warp.bias())));
        BoundRun hourglass = workspace.own(networks.hourglass(frames)
                .bind(
                        workspace.scope(),
                        Map.of(WarpParts.SPARSE, volume(sparse, warp.sparse())),
                        Map.of(WarpParts.HIDDEN, volume(hidden, warp.hidden()), WarpParts.OCCLUSION, occlusion)));
        BoundRun mask = workspace.own(networks.mask(frames)
                .bind(
                        workspace.scope(),
                        Map.of(WarpParts.HIDDEN, layers(hidden, warp.hidden())),
                        Map.of(WarpParts.MASK, layers(parts, warp.parts()))));
        BoundRun refine = workspace.own(networks.refine(frames)
                .bind(
                        workspace.scope(),
                        Map.of(WarpParts.SAMPLED, sampled, WarpParts.OCCLUSION, occlusion),
                        Map.of("out", feature)));
        DeviceTensor from = control.from();
        stages.put("sparse motion (kernel)", () -> kernels.sparse(stream, frames, control.volumes(), from, to, sparse));
        stages.put("hourglass", hourglass::enqueue);
        stages.put("mask", mask::enqueue);
        stages.put(
                "deformation (kernel)",
                () -> kernels.deform(stream, frames, parts, bias, control.features(), from, to, sampled));
        stages.put("refinement", refine::enqueue);
    }

    /** Halves with channels last. What fills rows up is multiplied by zero, which has to give zero, and so begins as zero. */
    private DeviceBuffer rows(int channels) {
        return workspace.zeros(2L * frames * DEPTH * SIDE * SIDE * ChannelsLast.row(channels));
    }

    private DeviceTensor volume(DeviceBuffer rows, int channels) {
        return workspace.scope().wrap(FLOAT16, rows, frames, channels, DEPTH, SIDE, SIDE);
    }

    /** The same memory as one picture for each layer. */
    private DeviceTensor layers(DeviceBuffer rows, int channels) {
        return workspace.scope().wrap(FLOAT16, rows, (long) DEPTH * frames, channels, SIDE, SIDE);
    }

    /** Its stages in order: each puts its work into the stream. */
    Map<String, Runnable> stages() {
        return stages;
    }
}
