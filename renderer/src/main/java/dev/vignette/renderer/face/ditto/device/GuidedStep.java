package dev.vignette.renderer.face.ditto.device;

import dev.vignette.renderer.face.ditto.motion.DiffusionSchedule;

/** The kernel {@code guided_step} of {@code diffusion.cu} in plain Java. Stateless. */
public final class GuidedStep {
    private GuidedStep() {}

    /**
     * Mixes both passes and computes the noise that the network would give.
     *
     * @param passes {@code x_start} of the pass with condition, then of the one without
     * @param start takes the mixed prediction
     * @param noise takes the noise
     */
    public static void predict(
            float[] passes, float[] x, float weight, StepFactors factors, float[] start, float[] noise) {
        for (int i = 0; i < x.length; i++) {
            float without = passes[x.length + i];
            start[i] = without + (passes[i] - without) * weight;
            noise[i] = factors.ofInput() * x[i] + factors.ofStart() * start[i];
        }
    }

    /** One whole step: {@code x} of the next. */
    public static float[] next(
            float[] passes, float[] x, float weight, StepFactors factors, DiffusionSchedule.Step step, float[] fresh) {
        float[] start = new float[x.length];
        float[] noise = new float[x.length];
        predict(passes, x, weight, factors, start, noise);
        float[] next = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            next[i] = step.rootNext() * start[i] + step.direction() * noise[i] + step.sigma() * fresh[i];
        }
        return next;
    }
}
