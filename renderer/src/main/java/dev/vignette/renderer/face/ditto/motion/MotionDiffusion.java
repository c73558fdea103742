package dev.vignette.renderer.face.ditto.motion;

import java.util.ArrayList;
import java.util.List;

/**
 * Samples windows of motion. The noise that is added between the steps is drawn once, as published, and only the window's
 * initial noise is fresh. Used by one thread.
 */
public final class MotionDiffusion {
    public static final int FRAMES = 80;
    private static final int NUMBERS = FRAMES * MotionVector.SIZE;

    private final Denoiser network;
    private final List<DiffusionSchedule.Step> steps;
    private final NoiseSource noise;
    private final List<float[]> between = new ArrayList<>();

    /** @param steps network calls for each window */
    public MotionDiffusion(Denoiser network, int steps, NoiseSource noise) {
        this.network = network;
        this.steps = DiffusionSchedule.steps(steps);
        this.noise = noise;
        for (int i = 0; i < steps - 1; i++) {
            between.add(noise.normals(NUMBERS));
        }
    }

    /**
     * One window of 80 motion vectors.
     *
     * @param frame the vector that it continues
     * @param rows 80 condition rows
     */
    public float[][] window(float[] frame, List<float[]> rows) {
        float[] condition = new float[FRAMES * Condition.SIZE];
        for (int i = 0; i < FRAMES; i++) {
            System.arraycopy(rows.get(i), 0, condition, i * Condition.SIZE, Condition.SIZE);
        }
        float[] x = noise.normals(NUMBERS);
        for (int i = 0; i < steps.size(); i++) {
            DiffusionSchedule.Step step = steps.get(i);
            Denoiser.Prediction prediction = network.predict(x, frame, condition, step.time());
            x = step.last() ? prediction.start() : next(step, prediction, between.get(i));
        }
        float[][] window = new float[FRAMES][MotionVector.SIZE];
        for (int i = 0; i < FRAMES; i++) {
            System.arraycopy(x, i * MotionVector.SIZE, window[i], 0, MotionVector.SIZE);
        }
        return window;
    }

    static float[] next(DiffusionSchedule.Step step, Denoiser.Prediction prediction, float[] noise) {
        float[] x = new float[prediction.start().length];
        for (int i = 0; i < x.length; i++) {
            x[i] = step.rootNext() * prediction.start()[i]
                    + step.direction() * prediction.noise()[i]
                    + step.sigma() * noise[i];
        }
        return x;
    }
}
