package dev.vignette.renderer.face.ditto.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decoder's layers.
 *
 * @param entry convolutions of the feature before all else; the published decoder has none
 * @param stem what it begins with
 * @param blocks in order
 * @param slope of the activation before the head
 * @param head three colours by two rows by two columns
 */
record SpadeLayers(List<Convolution> entry, Convolution stem, List<Block> blocks, float slope, Convolution head) {
    /**
     * A convolution that keeps its map's size.
     *
     * @param weights {@code [out, in, side, side]}
     * @param bias {@code [out]}
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way into a graph, never compared.
    record Convolution(float[] weights, float[] bias, int out, int in, int side) {}

    /**
     * What modulates a normalisation.
     *
     * @param shared of the feature, followed by a rectifier
     * @param slope of the activation after it, below 0; 1 for none
     */
    record Norm(Convolution shared, Convolution gamma, Convolution beta, float epsilon, float slope) {
        int channels() {
            return gamma.out();
        }
    }

    /**
     * A residual block.
     *
     * @param enlarged by how much its input is enlarged first
     * @param scale of its maps against the feature's
     * @param shortcut of blocks that change the number of channels
     */
    record Block(
            int enlarged,
            int scale,
            Norm first,
            Convolution one,
            Norm second,
            Convolution two,
            @Nullable Shortcut shortcut) {
        /** Its normalisations, that of the shortcut last. */
        List<Norm> norms() {
            return shortcut == null ? List.of(first, second) : List.of(first, second, shortcut.norm());
        }
    }

    record Shortcut(Norm norm, Convolution convolution) {}

    /** The convolution that takes the feature. */
    Convolution first() {
        return entry.isEmpty() ? stem : entry.getFirst();
    }
}
