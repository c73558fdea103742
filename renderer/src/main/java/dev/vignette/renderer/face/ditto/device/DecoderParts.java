package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import java.util.List;
import java.util.Set;

/**
 * The decoder edited for speed: what its modulated normalisations (SPADE, Park et al. 2019) share is computed once, convolutions of one
 * map are one, and those over the enlarged feature are computed by phase at the feature's own size.
 *
 * @param decoder {@code feature [n, 256, 64, 64]} to {@code output [n, 3, 512, 512]}
 */
public record DecoderParts(OnnxFile decoder) {
    /** @param decoder as published, for one frame */
    public static DecoderParts of(OnnxFile decoder) {
        OnnxFile open = GraphSurgery.openBatch(decoder, Set.of("feature"));
        OnnxFile joined = GraphSurgery.joinConvolutions(GraphSurgery.shareCommon(open));
        return new DecoderParts(GraphSurgery.convolveByPhase(joined));
    }

    /** For exactly {@code frames} frames. */
    public OnnxFile decoder(int frames) {
        return fixed(decoder, frames);
    }

    /** The decoder as published, but for exactly {@code frames} frames: what the edits are measured against. */
    public static OnnxFile plain(OnnxFile decoder, int frames) {
        return fixed(GraphSurgery.openBatch(decoder, Set.of("feature")), frames);
    }

    private static OnnxFile fixed(OnnxFile file, int frames) {
        return GraphSurgery.cut(
                file,
                List.of(TensorSpec.of("feature", FLOAT32, frames, 256, 64, 64)),
                List.of(TensorSpec.of("output", FLOAT32, frames, 3, 512, 512)));
    }
}
