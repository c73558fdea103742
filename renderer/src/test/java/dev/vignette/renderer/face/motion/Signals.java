package dev.vignette.renderer.face.motion;

/** How alike two curves are. */
public final class Signals {
    private Signals() {}

    /** Pearson's correlation of {@code a[i]} with {@code b[i + lag]} where both exist. */
    public static double correlation(double[] a, double[] b, int lag) {
        int from = Math.max(0, -lag);
        int to = Math.min(a.length, b.length - lag);
        double meanA = 0;
        double meanB = 0;
        for (int i = from; i < to; i++) {
            meanA += a[i] / (to - from);
            meanB += b[i + lag] / (to - from);
        }
        double product = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = from; i < to; i++) {
            product += (a[i] - meanA) * (b[i + lag] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i + lag] - meanB) * (b[i + lag] - meanB);
        }
        return product / Math.sqrt(squareA * squareB + 1e-300);
    }

    /** The lag within ±{@code reach} at which {@code b} follows {@code a} best; positive if {@code b} is late. */
    public static int lag(double[] a, double[] b, int reach) {
        int best = 0;
        for (int lag = -reach; lag <= reach; lag++) {
            if (correlation(a, b, lag) > correlation(a, b, best)) {
                best = lag;
            }
        }
        return best;
    }
}
