package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceMemory;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import java.util.Map;
import java.util.Set;

/**
 * What all frames of one picture share, computed once: its appearance in half precision and the compressed volume, both channels last,
 * as the kernels read them. Whoever made it closes it, after the frames that use it.
 *
 * @param feature {@code [16, 64, 64, 32]} halves
 * @param compressed {@code [16, 64, 64, channels]} floats
 */
public record SourceOnDevice(DeviceBuffer feature, DeviceBuffer compressed) implements AutoCloseable {
    private static final int VOXELS = WarpParts.DEPTH * WarpParts.SIDE * WarpParts.SIDE;

    /**
     * Waits until it is there.
     *
     * @param appearance {@code [1, 32, 16, 64, 64]}
     */
    public static SourceOnDevice of(DeviceNetworks networks, FrameKernels kernels, float[] appearance) {
        int channels = networks.warp().compressed();
        try (DeviceScope scope = networks.engine().scope()) {
            Tensor volume =
                    scope.floats(appearance, 1, WarpParts.CHANNELS, WarpParts.DEPTH, WarpParts.SIDE, WarpParts.SIDE);
            Tensor made = networks.source()
                    .run(scope, Map.of("feature_3d", volume), Set.of(WarpParts.COMPRESSED))
                    .get(WarpParts.COMPRESSED);
            if (!(volume instanceof DeviceTensor given) || !(made instanceof DeviceTensor compressed)) {
                throw new InferenceException("The network Ditto source did not run on a GPU.");
            }
            DeviceMemory[] memory = {given, compressed};
            DeviceBuffer feature = DeviceBuffer.allocate(
                    scope.stream(), (long) VOXELS * WarpParts.CHANNELS * ElementType.FLOAT16.bytes());
            try {
                DeviceBuffer last =
                        DeviceBuffer.allocate(scope.stream(), (long) VOXELS * channels * ElementType.FLOAT32.bytes());
                kernels.channelsLastHalf(scope.stream(), memory[0], feature, WarpParts.CHANNELS);
                kernels.channelsLast(scope.stream(), memory[1], last, channels);
                scope.stream().synchronize();
                return new SourceOnDevice(feature, last);
            } catch (RuntimeException e) {
                feature.close();
                throw e;
            }
        }
    }

    @Override
    public void close() {
        feature.close();
        compressed.close();
    }
}
