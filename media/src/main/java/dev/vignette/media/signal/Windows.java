package dev.vignette.media.signal;

/** Tapers. */
final class Windows {
    private Windows() {}

    /** Periodic Hann window: copies shifted by half its length add up to one. */
    static double[] hann(int size) {
        double[] window = new double[size];
        for (int i = 0; i < size; i++) {
            window[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / size);
        }
        return window;
    }
}
