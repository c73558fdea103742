package dev.vignette.conversation.language;

import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Lingua restricted to six languages and to trigrams; loaded once, on first use. Safe for several threads. */
final class TrigramModel {
    private static final Map<Language, dev.vignette.media.Language> LANGUAGES = Map.of(
            Language.ENGLISH, dev.vignette.media.Language.ENGLISH,
            Language.SPANISH, dev.vignette.media.Language.SPANISH,
            Language.PORTUGUESE, dev.vignette.media.Language.of("pt"),
            Language.FRENCH, dev.vignette.media.Language.of("fr"),
            Language.GERMAN, dev.vignette.media.Language.of("de"),
            Language.ITALIAN, dev.vignette.media.Language.of("it"));

    /** Fewer letters than this are a name or a slip as often as a word of the language. */
    private static final int FEWEST_LETTERS = 5;
    /** Lingua gives the best language 1 and the others their part of it; the next must stay below this. */
    private static final double RUNNER_UP = 0.9;
    /** The same where the words of the text point at the best language too. */
    private static final double RUNNER_UP_IF_EXPECTED = 0.98;

    private final AtomicReference<@Nullable CompletableFuture<com.github.pemistahl.lingua.api.LanguageDetector>> model =
            new AtomicReference<>();

    CompletableFuture<Void> preload() {
        return loading().thenRun(() -> {});
    }

    /** @param expected the languages that other evidence points at, possibly none */
    Optional<dev.vignette.media.Language> detect(String text, Set<dev.vignette.media.Language> expected) {
        if (text.codePoints().filter(Character::isLetter).count() < FEWEST_LETTERS) {
            return Optional.empty();
        }
        SortedMap<Language, Double> confidence = loading().join().computeLanguageConfidenceValues(text);
        Optional<dev.vignette.media.Language> best = confidence.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .map(LANGUAGES::get);
        double next = confidence.values().stream()
                .sorted(Comparator.reverseOrder())
                .skip(1)
                .findFirst()
                .orElse(0.0);
        return best.filter(language -> next < (expected.contains(language) ? RUNNER_UP_IF_EXPECTED : RUNNER_UP));
    }

    private CompletableFuture<com.github.pemistahl.lingua.api.LanguageDetector> loading() {
        CompletableFuture<com.github.pemistahl.lingua.api.LanguageDetector> started = model.get();
        if (started != null) {
            return started;
        }
        CompletableFuture<com.github.pemistahl.lingua.api.LanguageDetector> mine = new CompletableFuture<>();
        if (!model.compareAndSet(null, mine)) {
            return loading();
        }
        Thread.ofPlatform().daemon().name("language-model").start(() -> {
            try {
                mine.complete(
                        LanguageDetectorBuilder.fromLanguages(LANGUAGES.keySet().toArray(Language[]::new))
                                .withLowAccuracyMode()
                                .withPreloadedLanguageModels()
                                .build());
            } catch (RuntimeException | LinkageError e) {
                mine.completeExceptionally(e);
            }
        });
        return mine;
    }
}
