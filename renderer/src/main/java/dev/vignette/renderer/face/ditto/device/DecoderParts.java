package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import java.util.List;
import java.util.Set;

/**
 * The decoder as one network, for several frames: what is used where {@link SpadeDecoder} cannot take it apart, and measured against.
 *
 * @param decoder {@code feature [n, 256, 64, 64]} to {@code output [n, 3, 512, 512]}
 */
public record DecoderParts(OnnxFile decoder) {
    /** @param decoder as published, for one frame */
    public static DecoderParts of(OnnxFile decoder) {
        return new DecoderParts(GraphSurgery.openBatch(decoder, Set.of("feature")));
    }

    /** For exactly {@code frames} frames. */
    public OnnxFile decoder(int frames) {
        return GraphSurgery.cut(
                decoder,
                List.of(TensorSpec.of("feature", FLOAT32, frames, 256, 64, 64)),
                List.of(TensorSpec.of("output", FLOAT32, frames, 3, 512, 512)));
    }
}
