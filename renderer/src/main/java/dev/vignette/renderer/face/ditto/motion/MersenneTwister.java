package dev.vignette.renderer.face.ditto.motion;

/**
 * MT19937 (Matsumoto and Nishimura 1998) with Knuth's seeding, doubles of 53 bits and normals by Marsaglia's polar method:
 * the stream of NumPy's legacy generator, so that films can be compared number by number. Used by one thread.
 */
public final class MersenneTwister implements NoiseSource {
    private static final int LENGTH = 624;
    private static final int MIDDLE = 397;

    private final int[] state = new int[LENGTH];
    private int at = LENGTH;
    private double kept = Double.NaN;

    public MersenneTwister(int seed) {
        state[0] = seed;
        for (int i = 1; i < LENGTH; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    private int next() {
        if (at == LENGTH) {
            twist();
            at = 0;
        }
        int y = state[at++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    private void twist() {
        for (int i = 0; i < LENGTH; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % LENGTH] & 0x7fffffff);
            state[i] = state[(i + MIDDLE) % LENGTH] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
    }

    /** In [0, 1). */
    double uniform() {
        int high = next() >>> 5;
        int low = next() >>> 6;
        return (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0;
    }

    /** Of mean 0 and variance 1. */
    double normal() {
        if (!Double.isNaN(kept)) {
            double value = kept;
            kept = Double.NaN;
            return value;
        }
        while (true) {
            double x1 = 2 * uniform() - 1;
            double x2 = 2 * uniform() - 1;
            double square = x1 * x1 + x2 * x2;
            if (square < 1 && square != 0) {
                double factor = Math.sqrt(-2 * Math.log(square) / square);
                kept = factor * x1;
                return factor * x2;
            }
        }
    }

    @Override
    public float[] normals(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) normal();
        }
        return values;
    }
}
