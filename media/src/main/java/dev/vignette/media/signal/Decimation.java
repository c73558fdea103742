package dev.vignette.media.signal;

/** Low-pass (Hann-windowed sinc) and a lower sample rate by a whole factor, for analysis only. */
final class Decimation {
    private Decimation() {}

    /**
     * @param cutoff −6 dB point as a share of the old sample rate, below 0.5 / {@code factor}
     */
    static float[] by(int factor, double cutoff, float[] x) {
        int half = (int) Math.ceil(1.5 / cutoff);
        float[] taps = new float[2 * half + 1];
        double sum = 0;
        for (int i = -half; i <= half; i++) {
            double t = 2 * Math.PI * cutoff * i;
            double sinc = i == 0 ? 1 : StrictMath.sin(t) / t;
            double tap = sinc * (0.5 + 0.5 * StrictMath.cos(Math.PI * i / (half + 1)));
            taps[i + half] = (float) tap;
            sum += tap;
        }
        float[] thin = new float[(x.length + factor - 1) / factor];
        for (int n = 0; n < thin.length; n++) {
            int first = n * factor - half;
            float y = 0;
            for (int k = Math.max(0, -first); k < taps.length && first + k < x.length; k++) {
                y += taps[k] * x[first + k];
            }
            thin[n] = (float) (y / sum);
        }
        return thin;
    }
}
