package dev.vignette.inference.calibration;

import java.nio.FloatBuffer;

/**
 * How often which magnitudes occur, in one pass over numbers of which the largest is not known before: when one is beyond the last bin, pairs of
 * bins become one. Zeros are counted apart: they stay what they are with any step. For one thread.
 */
final class Magnitudes {
    private static final int BINS = 4096;
    private static final int CANDIDATES = 256;
    private static final double STEPS = 127;
    private static final double EXCEEDING = 1e-4;

    private final long[] counts = new long[BINS];
    private float width;
    private float largest;
    private long count;

    void add(FloatBuffer numbers) {
        FloatBuffer all = numbers.duplicate();
        float most = 0;
        for (int i = all.position(); i < all.limit(); i++) {
            most = Math.max(most, Math.abs(all.get(i)));
        }
        if (!(most <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("The numbers to calibrate with are not all finite.");
        }
        makeRoom(most);
        if (most == 0) {
            return;
        }
        for (int i = all.position(); i < all.limit(); i++) {
            float magnitude = Math.abs(all.get(i));
            if (magnitude > 0) {
                counts[Math.min(BINS - 1, (int) (magnitude / width))]++;
                count++;
            }
        }
    }

    private void makeRoom(float most) {
        largest = Math.max(largest, most);
        if (width == 0) {
            width = most / BINS;
        }
        while (most > width * BINS) {
            for (int i = 0; i < BINS / 2; i++) {
                counts[i] = counts[2 * i] + counts[2 * i + 1];
            }
            java.util.Arrays.fill(counts, BINS / 2, BINS, 0);
            width *= 2;
        }
    }

    float range(RangeRule rule) {
        return switch (rule) {
            case LARGEST -> largest;
            case PERCENTILE -> percentile();
            case LEAST_ERROR -> leastError();
        };
    }

    private float percentile() {
        long above = 0;
        for (int i = BINS - 1; i >= 0; i--) {
            above += counts[i];
            if (above > EXCEEDING * count) {
                return Math.min(largest, (i + 1) * width);
            }
        }
        return largest;
    }

    private float leastError() {
        double least = Double.POSITIVE_INFINITY;
        float best = largest;
        for (int i = CANDIDATES; i > CANDIDATES / 16; i--) {
            float range = largest * i / CANDIDATES;
            double error = error(range);
            if (error < least) {
                least = error;
                best = range;
            }
        }
        return best;
    }

    private double error(double range) {
        double step = range / STEPS;
        double error = 0;
        for (int i = 0; i < BINS; i++) {
            double beyond = (i + 0.5) * width - range;
            error += counts[i] * (beyond > 0 ? beyond * beyond : step * step / 12);
        }
        return error;
    }
}
