package dev.vignette.renderer.voice.qwen.standin;

/** Uniform numbers with the standard deviation 1, by Marsaglia's xorshift: a thousand million of them take seconds. */
final class Lot {
    private static final double REACH = Math.sqrt(3) / (1 << 30);

    private long state;

    Lot(long seed) {
        state = seed * 0x9E3779B97F4A7C15L + 1;
    }

    double next() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return ((int) state >> 1) * REACH;
    }
}
