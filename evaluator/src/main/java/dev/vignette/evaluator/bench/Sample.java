package dev.vignette.evaluator.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Repeated readings of one quantity.
 *
 * @param name what was measured
 * @param unit of every reading
 * @param readings in the order taken, at least one
 * @param goal what the reading at {@code judged} should not exceed, or not fall below; NaN if there is no goal
 * @param judged quantile compared with the goal, 0…1
 * @param atLeast whether more is better
 */
record Sample(String name, String unit, List<Double> readings, double goal, double judged, boolean atLeast) {
    Sample {
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("No reading of " + name);
        }
        readings = List.copyOf(readings);
    }

    static Sample of(String name, String unit, List<Double> readings) {
        return new Sample(name, unit, readings, Double.NaN, 0.5, false);
    }

    Sample goal(double limit, double quantile) {
        return new Sample(name, unit, readings, limit, quantile, false);
    }

    /** Where more is better. */
    Sample least(double limit, double quantile) {
        return new Sample(name, unit, readings, limit, quantile, true);
    }

    /** Nearest-rank quantile of the readings. */
    double quantile(double q) {
        double[] sorted = readings.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(q * sorted.length) - 1;
        return sorted[Math.clamp(rank, 0, sorted.length - 1)];
    }

    boolean hasGoal() {
        return !Double.isNaN(goal);
    }

    boolean met() {
        return !hasGoal() || (atLeast ? quantile(judged) >= goal : quantile(judged) <= goal);
    }
}
