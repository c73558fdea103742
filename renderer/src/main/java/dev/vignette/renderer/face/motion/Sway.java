package dev.vignette.renderer.face.motion;

import java.util.random.RandomGenerator;

/** A slow irregular motion: four sines of 0.1–0.6 Hz, the slower the larger. */
final class Sway {
    private static final int SINES = 4;

    private final double[] frequency = new double[SINES];
    private final double[] phase = new double[SINES];
    private final double[] amplitude = new double[SINES];

    /** @param limit the motion stays within ± this */
    Sway(RandomGenerator random, double limit) {
        double sum = 0;
        for (int i = 0; i < SINES; i++) {
            // One from each quarter of the range, so that no two nearly coincide.
            frequency[i] = 0.1 + 0.5 * (i + random.nextDouble()) / SINES;
            phase[i] = 2 * Math.PI * random.nextDouble();
            amplitude[i] = 1 / frequency[i];
            sum += amplitude[i];
        }
        for (int i = 0; i < SINES; i++) {
            amplitude[i] *= limit / sum;
        }
    }

    double at(double seconds) {
        double sum = 0;
        for (int i = 0; i < SINES; i++) {
            sum += amplitude[i] * StrictMath.sin(2 * Math.PI * frequency[i] * seconds + phase[i]);
        }
        return sum;
    }
}
