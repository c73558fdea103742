package dev.vignette.renderer.face.ditto.source;

/** The appearance volume of a source: kept, or made whenever it is asked for where keeping many would fill the memory. */
@FunctionalInterface
public interface Appearance {
    /** Length of a volume: 32 × 16 × 64 × 64 numbers. */
    int SIZE = 32 * 16 * 64 * 64;

    /** {@value #SIZE} numbers, not to be written to. */
    float[] volume();

    /** One that is kept. */
    static Appearance of(float[] volume) {
        if (volume.length != SIZE) {
            throw new IllegalArgumentException("An appearance has " + SIZE + " numbers, not " + volume.length);
        }
        return () -> volume;
    }
}
