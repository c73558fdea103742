package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.inference.InferenceException;

/** Draws from scores: temperature, the likeliest only, then by share. Stateless. */
final class Draw {
    private Draw() {}

    /**
     * The first of the likeliest, in falling order (equal ones in order of their ids), up to which the shares add up to more
     * than {@code uniform}.
     *
     * @param logits scores; negative infinity for what may not be drawn
     * @param from of the scores, with {@code count} those that are looked at
     * @param uniform in [0, 1)
     * @return the place after {@code from}
     */
    static int from(float[] logits, int from, int count, Sampling sampling, double uniform) {
        int kept = Math.min(sampling.topK(), count);
        int[] best = new int[kept];
        int size = 0;
        for (int id = 0; id < count; id++) {
            float score = logits[from + id];
            if (Float.isNaN(score) || score == Float.POSITIVE_INFINITY) {
                throw new InferenceException("Qwen3-TTS gave a score that is not finite. Verify the model's files.");
            }
            if (size == kept && score <= logits[from + best[size - 1]]) {
                continue;
            }
            int at = size < kept ? size++ : size - 1;
            while (at > 0 && logits[from + best[at - 1]] < score) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = id;
        }
        double[] shares = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            shares[i] = Math.exp((logits[from + best[i]] - logits[from + best[0]]) / sampling.temperature());
            sum += shares[i];
        }
        int last = size;
        if (sampling.topP() < 1) {
            double part = 0;
            for (last = 0; last < size && part < sampling.topP() * sum; last++) {
                part += shares[last];
            }
            sum = part;
        }
        double passed = 0;
        for (int i = 0; i < last; i++) {
            passed += shares[i];
            if (passed > uniform * sum) {
                return best[i];
            }
        }
        return best[last - 1];
    }
}
