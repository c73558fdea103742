package dev.vignette.inference.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A volume as it lies in a batch of pictures, its layers one after another as items.
 *
 * @param planes the value {@code [n·depth, channels, height, width]}
 */
record FoldedVolume(String planes, int depth, int channels, int height, int width) {
    FoldedVolume of(String name) {
        return new FoldedVolume(name, depth, channels, height, width);
    }

    /** Adds the volume as {@code [n, depth, channels, height, width]}. Returns its name. */
    String layered(Rewriting rewriting) {
        return rewriting.add("Reshape", List.of(planes, rewriting.longs(-1, depth, channels, height, width)));
    }

    /**
     * A side after a window went over it.
     *
     * @param pads of all axes, those before and then those behind; null for none
     */
    static int side(int side, int kernel, @Nullable List<Long> pads, int axis, int stride) {
        long padded = side + (pads == null ? 0 : pads.get(axis) + pads.get(axis + 3));
        return Math.toIntExact((padded - kernel) / stride + 1);
    }
}
