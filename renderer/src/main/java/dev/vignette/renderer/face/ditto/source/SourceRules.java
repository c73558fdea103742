package dev.vignette.renderer.face.ditto.source;

/**
 * How a source is cut for the networks.
 *
 * @param longestSide of the working picture, pixels
 * @param scale how many times the landmarks' extent the crop is wide
 * @param shift downwards, as a share of the crop
 * @param turned whether the crop is turned upright
 * @param eyesNeeded whether a film needs the state of the source's own eyes
 */
public record SourceRules(int longestSide, double scale, double shift, boolean turned, boolean eyesNeeded) {

    SimilarityCrop.Rule crop() {
        return new SimilarityCrop.Rule(512, scale, shift, turned);
    }
}
