package dev.vignette.renderer.face.ditto.motion;

import java.util.ArrayList;
import java.util.List;

/**
 * The cosine schedule of 1000 training steps (Nichol and Dhariwal 2021) and the DDIM steps through it with η = 1 (Song et al.
 * 2021). Products run in double and every value is rounded to 32 bits, as published. Stateless.
 */
public final class DiffusionSchedule {
    static final int TRAINING_STEPS = 1000;
    private static final double OFFSET = 0.008;
    private static final double LARGEST_BETA = 0.999;
    private static final float[] ALPHA_BAR = alphaBar();

    private DiffusionSchedule() {}

    /**
     * One step of sampling.
     *
     * @param time given to the network, 0…999
     * @param next time after the step; negative after the last
     * @param rootNext √ᾱ at {@code next}
     * @param sigma of the fresh noise
     * @param direction factor of the predicted noise
     */
    public record Step(int time, int next, float rootNext, float sigma, float direction) {
        boolean last() {
            return next < 0;
        }
    }

    static float beta(int i) {
        return (float) Math.clamp(1 - smooth(i + 1) / smooth(i), 0, LARGEST_BETA);
    }

    private static double smooth(int i) {
        return curve(i) / curve(0);
    }

    private static double curve(int i) {
        double cos = Math.cos((i / (double) TRAINING_STEPS + OFFSET) / (1 + OFFSET) * Math.PI / 2);
        return cos * cos;
    }

    private static float[] alphaBar() {
        float[] bar = new float[TRAINING_STEPS];
        double product = 1;
        for (int i = 0; i < TRAINING_STEPS; i++) {
            product *= 1 - beta(i);
            bar[i] = (float) product;
        }
        return bar;
    }

    /** ᾱ at a time. */
    static float alphaBar(int time) {
        return ALPHA_BAR[time];
    }

    /** @param count of network calls, 1…1000 */
    public static List<Step> steps(int count) {
        if (count < 1 || count > TRAINING_STEPS) {
            throw new IllegalArgumentException("Sampling takes 1 to 1000 steps, not " + count);
        }
        List<Step> steps = new ArrayList<>(count);
        for (int j = 0; j < count; j++) {
            steps.add(step(time(count - j, count), time(count - j - 1, count)));
        }
        return List.copyOf(steps);
    }

    /** Times are spread evenly from −1 to 999 and cut to integers. */
    private static int time(int i, int count) {
        return (int) (float) (-1 + i * (double) TRAINING_STEPS / count);
    }

    private static Step step(int time, int next) {
        if (next < 0) {
            return new Step(time, next, 1, 0, 0);
        }
        float a = alphaBar(time);
        float b = alphaBar(next);
        float sigma = (float) Math.sqrt((1 - a / b) * (1 - b) / (1 - a));
        float direction = (float) Math.sqrt(1 - b - sigma * sigma);
        return new Step(time, next, (float) Math.sqrt(b), sigma, direction);
    }
}
