package dev.vignette.renderer.voice.xtts;

import java.util.Arrays;

/**
 * Joins pieces of sound that overlap: the end of each is held back and faded over into the beginning of the next, linearly. For one
 * thread.
 */
final class Seams {
    private final int overlap;
    private float[] held = new float[0];

    /** @param overlap samples by which each piece repeats the one before, at least 2 */
    Seams(int overlap) {
        this.overlap = overlap;
    }

    /**
     * @param piece begins where the held samples begin; if the piece is no longer than they are, it takes their place
     * @return what is final
     */
    float[] add(float[] piece) {
        float[] joined = piece.clone();
        if (held.length > 0 && joined.length >= held.length) {
            for (int i = 0; i < held.length; i++) {
                float share = held.length == 1 ? 1 : (float) i / (held.length - 1);
                joined[i] = held[i] * (1 - share) + joined[i] * share;
            }
        }
        int ready = Math.max(0, joined.length - overlap);
        held = Arrays.copyOfRange(joined, ready, joined.length);
        return Arrays.copyOf(joined, ready);
    }

    /** How many samples are held back. */
    int held() {
        return held.length;
    }

    /** The rest: the reference never gives it out. */
    float[] finish() {
        float[] rest = held;
        held = new float[0];
        return rest;
    }
}
