package dev.vignette.conversation.language;

import dev.vignette.media.Language;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Tells English, Chinese and Spanish apart, and any of them from everything else. Three kinds of evidence are asked in
 * the order of what they cost:
 *
 * <ol>
 *   <li>the script: mostly Han means Chinese, Kana, Hangul, Cyrillic and so on mean none of the three;
 *   <li>for Latin text the closed-class words and greetings of six languages, and letters such as ñ and ¿;
 *   <li>only where those do not decide, the trigram model (Lingua), which is loaded on its first use. Measured on
 *       2026-11-22 (Temurin 25, two shared x86-64 cores): 1.9 s and 7 MB for six languages by trigrams, against 5.8 s
 *       and 166 MB for all its n-grams; see {@code docs/measurements/language-detection.md}.
 * </ol>
 *
 * <p>The neighbours (Portuguese, French, German, Italian) are only there so that they are not taken for Spanish or
 * English. Safe for use by several threads at once.
 */
public final class LanguageDetector {
    /** More text does not make the answer surer, only slower. */
    private static final int LONGEST_LOOK = 1_000;

    /** Addresses, mentions, custom emoji and code say nothing about the language around them. */
    private static final Pattern NOT_PROSE = Pattern.compile(
            "```[\\s\\S]*?(?:```|$)|`[^`\\n]*`"
                    + "|(?:https?://|www\\.)\\S+|[\\w.+-]+@[\\w-]+\\.[\\w.]+|<[^<>\\s]{1,80}>|[@#][\\w.-]+|:[a-z0-9_+-]{2,32}:");

    private final FunctionWords words = FunctionWords.bundled();
    private final TrigramModel trigrams = new TrigramModel();

    /**
     * @return the language, or empty if the text is in another one, in none, or could as well be in several ("ok",
     *     "Madrid", "12:30"): the caller then goes on in the language of the conversation so far
     */
    public Optional<Language> detect(String text) {
        String prose = NOT_PROSE
                .matcher(text.length() > LONGEST_LOOK ? text.substring(0, LONGEST_LOOK) : text)
                .replaceAll(" ");
        WordEvidence evidence = words.weigh(prose);
        return switch (ScriptShare.of(prose, evidence.known()).dominant()) {
            case HAN -> Optional.of(Language.CHINESE);
            case LATIN -> supported(evidence.decision().or(() -> trigrams.detect(prose, evidence.candidates())));
            case OTHER, NONE -> Optional.empty();
        };
    }

    /**
     * Loads the trigram model in the background, so that the first text that needs it does not wait for it.
     *
     * @return completes when the model is there; calling again returns the same load
     */
    public CompletableFuture<Void> preload() {
        return trigrams.preload();
    }

    private static Optional<Language> supported(Optional<Language> language) {
        return language.filter(l -> l.equals(Language.ENGLISH) || l.equals(Language.SPANISH));
    }
}
