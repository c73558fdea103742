package dev.vignette.renderer.face.ditto;

/**
 * Features that are there.
 *
 * @param rows 20 × 1024 numbers
 */
@SuppressWarnings("ArrayRecordComponent") // Network values, not to be compared.
record KnownFeatures(float[] rows) implements Backend.Features {
    @Override
    public boolean ready() {
        return true;
    }
}
