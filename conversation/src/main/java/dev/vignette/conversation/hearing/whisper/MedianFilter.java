package dev.vignette.conversation.hearing.whisper;

import java.util.Arrays;

/** Running median of an odd width; the ends are mirrored without repeating the edge. */
record MedianFilter(int width) {
    double[] over(double[] values) {
        int half = width / 2;
        if (values.length <= half) {
            return values.clone();
        }
        double[] smooth = new double[values.length];
        double[] window = new double[width];
        for (int i = 0; i < values.length; i++) {
            for (int k = -half; k <= half; k++) {
                int at = Math.abs(i + k);
                window[k + half] = values[at < values.length ? at : 2 * (values.length - 1) - at];
            }
            Arrays.sort(window);
            smooth[i] = window[half];
        }
        return smooth;
    }
}
