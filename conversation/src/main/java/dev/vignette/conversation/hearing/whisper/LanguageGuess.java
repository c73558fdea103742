package dev.vignette.conversation.hearing.whisper;

import dev.vignette.media.Language;
import java.util.Map;
import java.util.Set;

/**
 * The language of a window.
 *
 * @param probability among the languages that could be chosen
 */
record LanguageGuess(Language language, double probability) {
    /** From here on a guess is trusted. */
    static final double SURE = 0.5;

    /**
     * The likeliest language by the logits that follow the start of the transcript.
     *
     * @param allowed languages to choose from; empty, or with none that the model knows, for all
     */
    static LanguageGuess of(float[] logits, Map<Language, Integer> languages, Set<Language> allowed) {
        boolean restricted = languages.keySet().stream().anyMatch(allowed::contains);
        Language best = Language.ENGLISH;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (Map.Entry<Language, Integer> entry : languages.entrySet()) {
                if (restricted && !allowed.contains(entry.getKey())) {
                    continue;
                }
                double logit = logits[entry.getValue()];
                if (pass == 1) {
                    sum += Math.exp(logit - most);
                } else if (logit > most) {
                    most = logit;
                    best = entry.getKey();
                }
            }
        }
        return new LanguageGuess(best, sum > 0 ? 1 / sum : 0);
    }
}
