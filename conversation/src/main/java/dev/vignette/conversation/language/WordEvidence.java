package dev.vignette.conversation.language;

import dev.vignette.media.Language;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the words of a text say about its language.
 *
 * @param known how many of its words are in at least one list
 * @param weights per language the sum over its words, a word that n languages share counting 1/n for each
 */
record WordEvidence(int known, Map<Language, Double> weights) {
    /** At least half a word of its own: a word that only two of the six languages share. */
    private static final double LEAST = 0.5;
    /** The next language must not have more than this part of the best one's weight. */
    private static final double RUNNER_UP = 0.67;

    /** The language that the words settle on by themselves, or empty. */
    Optional<Language> decision() {
        Optional<Map.Entry<Language, Double>> best = weights.entrySet().stream().max(Map.Entry.comparingByValue());
        if (best.isEmpty() || best.get().getValue() < LEAST) {
            return Optional.empty();
        }
        double next = weights.entrySet().stream()
                .filter(e -> !e.getKey().equals(best.get().getKey()))
                .map(Map.Entry::getValue)
                .max(Comparator.naturalOrder())
                .orElse(0.0);
        return next <= RUNNER_UP * best.get().getValue()
                ? Optional.of(best.get().getKey())
                : Optional.empty();
    }

    /** The languages that the words leave possible where they settle on none; empty if no word is known. */
    Set<Language> candidates() {
        double best = weights.values().stream().max(Comparator.naturalOrder()).orElse(0.0);
        return weights.entrySet().stream()
                .filter(e -> e.getValue() > RUNNER_UP * best)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
