package dev.vignette.conversation.hearing.whisper;

import java.util.random.RandomGenerator;

/** Arithmetic on logits. */
final class LogProbabilities {
    private LogProbabilities() {}

    /** ln Σ exp(x) over a stretch; −∞ if all of it is −∞. */
    static double logSumExp(float[] logits, int from, int to) {
        float most = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            most = Math.max(most, logits[i]);
        }
        if (most == Float.NEGATIVE_INFINITY) {
            return most;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            // exp is the dear part, and most of 50,000 words are out of the question.
            double below = logits[i] - most;
            if (below > -40) {
                sum += Math.exp(below);
            }
        }
        return most + Math.log(sum);
    }

    /** The likeliest; the first of equals. */
    static int best(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /** One by chance, with the probabilities of logits divided by {@code temperature}. */
    static int sample(float[] logits, double temperature, RandomGenerator random) {
        float most = logits[best(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((logit - most) / temperature);
        }
        double left = random.nextDouble() * sum;
        int last = 0;
        for (int i = 0; i < logits.length; i++) {
            double weight = Math.exp((logits[i] - most) / temperature);
            if (weight > 0) {
                last = i;
                left -= weight;
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
