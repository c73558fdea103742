package dev.vignette.renderer.face.ditto.source;

/**
 * How a source is cut for the networks.
 *
 * @param longestSide of the working picture, pixels
 * @param scale how many times the landmarks' extent the crop is wide
 * @param shift downwards, as a share of the crop
 * @param turned whether the crop is turned upright
 */
public record SourceRules(int longestSide, double scale, double shift, boolean turned) {
    public static final SourceRules RELEASED = new SourceRules(1920, 2.3, -0.125, true);

    SimilarityCrop.Rule crop() {
        return new SimilarityCrop.Rule(512, scale, shift, turned);
    }
}
