package dev.vignette.renderer.voice.xtts;

import dev.vignette.renderer.voice.xtts.network.XttsMetadata.Sampling;
import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws audio codes from scores (specification §5.3): repetition penalty, temperature, the best k, the likeliest p, a draw. For one
 * utterance and one thread.
 */
final class CodeSampler {
    private final Sampling sampling;
    private final RandomGenerator random;
    private final BitSet seen = new BitSet();

    /** @param seen ids that count as repeated from the first: the reference has those of its prompt's placeholders there */
    CodeSampler(Sampling sampling, RandomGenerator random, int... seen) {
        this.sampling = sampling;
        this.random = random;
        Arrays.stream(seen).forEach(this.seen::set);
    }

    /** @param banned a code that may not be drawn this time, or −1 */
    int draw(float[] logits, int banned) {
        double[] scores = penalised(logits);
        if (banned >= 0) {
            scores[banned] = Double.NEGATIVE_INFINITY;
        }
        double[] chances = probabilities(scores);
        double at = random.nextDouble();
        int last = 0;
        for (int i = 0; i < chances.length; i++) {
            if (chances[i] > 0) {
                last = i;
                at -= chances[i];
                if (at < 0) {
                    break;
                }
            }
        }
        seen.set(last);
        return last;
    }

    double[] penalised(float[] logits) {
        double[] scores = new double[logits.length];
        for (int i = 0; i < scores.length; i++) {
            double score = logits[i];
            scores[i] = !seen.get(i)
                    ? score
                    : score < 0 ? score * sampling.repetitionPenalty() : score / sampling.repetitionPenalty();
        }
        return scores;
    }

    double[] probabilities(double[] penalised) {
        double[] scores = Arrays.stream(penalised)
                .map(score -> score / sampling.temperature())
                .toArray();
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double least = sorted[Math.max(0, sorted.length - sampling.topK())];
        // From the least likely up, codes fall away while together they are within what is not drawn from.
        Integer[] order = IntStream.range(0, scores.length)
                .filter(i -> scores[i] >= least)
                .boxed()
                .toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
        double best = sorted[sorted.length - 1];
        double[] chances = new double[scores.length];
        double all = 0;
        for (int i = 0; i < chances.length; i++) {
            chances[i] = scores[i] < least ? 0 : Math.exp(scores[i] - best);
            all += chances[i];
        }
        double gone = 0;
        double kept = all;
        for (int i = 0; i < order.length - 1; i++) {
            gone += chances[order[i]] / all;
            if (gone > 1 - sampling.topP()) {
                break;
            }
            kept -= chances[order[i]];
            chances[order[i]] = 0;
        }
        double sum = kept;
        return Arrays.stream(chances).map(chance -> chance / sum).toArray();
    }
}
