package dev.vignette.conversation.hearing.whisper;

import java.util.Arrays;

/**
 * Triangular filters on Slaney's mel scale, each of unit area, over the 201 bins of 40 Hz from 0 to 8 kHz; almost all weights
 * are zero, so each filter keeps only its own stretch.
 *
 * @param first the first bin of each filter
 * @param weights from there on; a filter narrower than a bin may have none
 */
@SuppressWarnings("ArrayRecordComponent") // A table that nobody compares.
record MelFilters(int[] first, double[][] weights) {
    static final int BINS = 201;
    private static final double HERTZ_PER_BIN = 40;
    private static final double HIGHEST_HERTZ = 8_000;
    /** Below 1 kHz the scale is linear, 3 mel per 200 Hz; above, 27 mel are a factor of 6.4. */
    private static final double BREAK_HERTZ = 1_000;

    private static final double BREAK_MEL = 15;
    private static final double STEP = 27 / StrictMath.log(6.4);

    static MelFilters of(int bands) {
        double[] edges = edges(bands);
        int[] first = new int[bands];
        double[][] weights = new double[bands][];
        for (int band = 0; band < bands; band++) {
            double[] row = new double[BINS];
            for (int bin = 0; bin < BINS; bin++) {
                row[bin] = weight(edges, band, bin * HERTZ_PER_BIN);
            }
            int from = 0;
            while (from < BINS && row[from] == 0) {
                from++;
            }
            int to = BINS;
            while (to > from && row[to - 1] == 0) {
                to--;
            }
            first[band] = from == BINS ? 0 : from;
            weights[band] = Arrays.copyOfRange(row, from, to);
        }
        return new MelFilters(first, weights);
    }

    int bands() {
        return first.length;
    }

    private static double weight(double[] edges, int band, double hertz) {
        double rising = (hertz - edges[band]) / (edges[band + 1] - edges[band]);
        double falling = (edges[band + 2] - hertz) / (edges[band + 2] - edges[band + 1]);
        double height = 2 / (edges[band + 2] - edges[band]);
        // The published banks are float.
        return (float) (Math.max(0, Math.min(rising, falling)) * height);
    }

    private static double[] edges(int bands) {
        double highest = mel(HIGHEST_HERTZ);
        double[] edges = new double[bands + 2];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = hertz(highest * i / (bands + 1));
        }
        return edges;
    }

    private static double mel(double hertz) {
        return hertz < BREAK_HERTZ ? 3 * hertz / 200 : BREAK_MEL + STEP * StrictMath.log(hertz / BREAK_HERTZ);
    }

    private static double hertz(double mel) {
        return mel < BREAK_MEL ? 200 * mel / 3 : BREAK_HERTZ * StrictMath.exp((mel - BREAK_MEL) / STEP);
    }
}
