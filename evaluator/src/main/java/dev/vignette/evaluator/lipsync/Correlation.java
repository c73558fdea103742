package dev.vignette.evaluator.lipsync;

/**
 * Pearson correlation of two tracks at the shift where it is highest.
 *
 * @param coefficient at no shift, −1…1
 * @param peakLag frames by which the second track is late where the correlation peaks; negative: early
 * @param peak coefficient there
 */
record Correlation(double coefficient, int peakLag, double peak) {

    /** @param reach largest shift tried, in frames, both ways */
    static Correlation of(double[] first, double[] second, int reach) {
        int bestLag = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int lag = -reach; lag <= reach; lag++) {
            double r = pearson(first, second, lag);
            if (r > best) {
                best = r;
                bestLag = lag;
            }
        }
        return new Correlation(pearson(first, second, 0), bestLag, best);
    }

    private static double pearson(double[] a, double[] b, int lag) {
        int from = Math.max(0, -lag);
        int to = Math.min(a.length, b.length - lag);
        double meanA = 0;
        double meanB = 0;
        for (int i = from; i < to; i++) {
            meanA += a[i];
            meanB += b[i + lag];
        }
        meanA /= to - from;
        meanB /= to - from;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = from; i < to; i++) {
            double x = a[i] - meanA;
            double y = b[i + lag] - meanB;
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
        return aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
    }
}
