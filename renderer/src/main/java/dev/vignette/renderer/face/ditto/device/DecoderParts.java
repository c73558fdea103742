package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import java.util.List;
import java.util.Set;

/**
 * The decoder for several frames. What its modulated normalisations (SPADE, Park et al. 2019) take from the enlarged feature can be computed by
 * phase at the feature's own size, with 9 % fewer products ({@link #byPhase}); on an H200 the moving about takes longer than that saves,
 * and films use the decoder as published.
 *
 * @param decoder {@code feature [n, 256, 64, 64]} to {@code output [n, 3, 512, 512]}
 */
public record DecoderParts(OnnxFile decoder) {
    /** @param decoder as published, for one frame */
    public static DecoderParts of(OnnxFile decoder) {
        return new DecoderParts(GraphSurgery.openBatch(decoder, Set.of("feature")));
    }

    /**
     * The same numbers otherwise: what several layers share is computed once, convolutions of one map are one, and those over the enlarged
     * feature are computed by phase.
     */
    public DecoderParts byPhase() {
        OnnxFile joined = GraphSurgery.joinConvolutions(GraphSurgery.shareCommon(decoder));
        return new DecoderParts(GraphSurgery.convolveByPhase(joined));
    }

    /** For exactly {@code frames} frames. */
    public OnnxFile decoder(int frames) {
        return GraphSurgery.cut(
                decoder,
                List.of(TensorSpec.of("feature", FLOAT32, frames, 256, 64, 64)),
                List.of(TensorSpec.of("output", FLOAT32, frames, 3, 512, 512)));
    }
}
