package dev.vignette.media.signal;

/**
 * The YIN estimator of fundamental frequency (de Cheveigné and Kawahara 2002, steps 1 to 5). Immutable, safe for several
 * threads.
 *
 * @param minHertz lowest F0 looked for
 * @param maxHertz highest F0 looked for
 * @param threshold largest normalised difference that counts as periodic, 0.10…0.15 for speech
 */
public record Yin(double minHertz, double maxHertz, double threshold) {
    /** What fits human speech from a deep man to a child. */
    public static final Yin SPEECH = new Yin(60, 500, 0.15);

    /**
     * One frame.
     *
     * @param hertz 0 where nothing periodic was found
     * @param aperiodicity the normalised difference at the period, 0 (perfectly periodic) to about 1
     */
    public record Estimate(double hertz, double aperiodicity) {
        static final Estimate UNVOICED = new Estimate(0, 1);

        public boolean voiced() {
            return hertz > 0;
        }
    }

    public Yin {
        if (!(minHertz > 0 && maxHertz > minHertz && threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException(
                    "YIN range " + minHertz + ".." + maxHertz + " Hz, threshold " + threshold);
        }
    }

    /** Samples compared for each lag: two of the longest periods. */
    public int window(int rate) {
        return (int) Math.ceil(2 * rate / minHertz);
    }

    /** Samples that {@link #estimate} reads from its start. */
    public int span(int rate) {
        return window(rate) + longest(rate) + 1;
    }

    private int longest(int rate) {
        return (int) Math.ceil(rate / minHertz);
    }

    /**
     * F0 of the {@link #span} samples of {@code x} that begin at {@code from}.
     *
     * @param rate samples per second
     */
    public Estimate estimate(float[] x, int from, int rate) {
        int window = window(rate);
        int longest = longest(rate);
        if (from < 0 || from + window + longest >= x.length) {
            throw new IllegalArgumentException("A frame needs " + span(rate) + " samples");
        }
        float[] difference = differences(x, from, window, longest + 2);
        double[] normal = new double[longest + 2];
        normal[0] = 1;
        double sum = 0;
        for (int lag = 1; lag < normal.length; lag++) {
            sum += difference[lag];
            normal[lag] = sum > 0 ? difference[lag] * lag / sum : 1;
        }
        for (int lag = Math.max(2, (int) (rate / maxHertz)); lag <= longest; lag++) {
            if (normal[lag] < threshold) {
                while (lag < longest && normal[lag + 1] < normal[lag]) {
                    lag++;
                }
                return new Estimate(rate / vertex(normal, lag), normal[lag]);
            }
        }
        return Estimate.UNVOICED;
    }

    /** Lags run in the inner loop: without a reduction there, the compiler vectorises it. */
    private static float[] differences(float[] x, int from, int window, int lags) {
        float[] difference = new float[lags];
        int last = Math.min(lags, x.length - from - window + 1);
        for (int j = from; j < from + window; j++) {
            float here = x[j];
            for (int lag = 0; lag < last; lag++) {
                float d = here - x[j + lag];
                difference[lag] += d * d;
            }
        }
        return difference;
    }

    /** Place of the extremum of the parabola through the three values around {@code i}. */
    private static double vertex(double[] y, int i) {
        double a = y[i - 1] - 2 * y[i] + y[i + 1];
        if (i + 1 >= y.length || a <= 0) {
            return i;
        }
        return i + Math.clamp((y[i - 1] - y[i + 1]) / (2 * a), -1.0, 1.0);
    }
}
