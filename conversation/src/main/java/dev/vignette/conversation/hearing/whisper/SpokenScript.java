package dev.vignette.conversation.hearing.whisper;

import dev.vignette.media.Language;
import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which languages a text can be in, by the script that most of its letters are from. */
final class SpokenScript {
    /** For each script the language that most of those who write it speak, the others after it. */
    private static final Map<UnicodeScript, Set<String>> WRITERS = Map.ofEntries(
            Map.entry(UnicodeScript.HAN, Set.of("zh", "yue", "ja")),
            Map.entry(UnicodeScript.HIRAGANA, Set.of("ja")),
            Map.entry(UnicodeScript.KATAKANA, Set.of("ja")),
            Map.entry(UnicodeScript.HANGUL, Set.of("ko")),
            Map.entry(
                    UnicodeScript.CYRILLIC,
                    Set.of("ru", "uk", "bg", "sr", "mk", "be", "kk", "mn", "tg", "tt", "ba", "az", "uz", "bs")),
            Map.entry(UnicodeScript.ARABIC, Set.of("ar", "fa", "ur", "ps", "sd")),
            Map.entry(UnicodeScript.HEBREW, Set.of("he", "yi")),
            Map.entry(UnicodeScript.GREEK, Set.of("el")),
            Map.entry(UnicodeScript.THAI, Set.of("th")),
            Map.entry(UnicodeScript.DEVANAGARI, Set.of("hi", "mr", "ne", "sa")));

    private static final Map<UnicodeScript, String> MOST_SPOKEN = Map.ofEntries(
            Map.entry(UnicodeScript.HAN, "zh"),
            Map.entry(UnicodeScript.HIRAGANA, "ja"),
            Map.entry(UnicodeScript.KATAKANA, "ja"),
            Map.entry(UnicodeScript.HANGUL, "ko"),
            Map.entry(UnicodeScript.CYRILLIC, "ru"),
            Map.entry(UnicodeScript.ARABIC, "ar"),
            Map.entry(UnicodeScript.HEBREW, "he"),
            Map.entry(UnicodeScript.GREEK, "el"),
            Map.entry(UnicodeScript.THAI, "th"),
            Map.entry(UnicodeScript.DEVANAGARI, "hi"),
            Map.entry(UnicodeScript.LATIN, "en"));

    private static final Set<String> LATIN_TOO = Set.of("az", "uz", "bs", "sr", "kk", "mn");

    private SpokenScript() {}

    /** The language to try instead, if {@code text} cannot be in {@code language}. */
    static Optional<Language> contradicts(String text, Language language) {
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        text.codePoints().filter(Character::isLetter).forEach(c -> letters.merge(UnicodeScript.of(c), 1, Integer::sum));
        return letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .filter(script -> !writes(language.code(), script))
                .flatMap(script -> Optional.ofNullable(MOST_SPOKEN.get(script)))
                .map(Language::new);
    }

    private static boolean writes(String code, UnicodeScript script) {
        if (script == UnicodeScript.LATIN) {
            return LATIN_TOO.contains(code) || WRITERS.values().stream().noneMatch(writers -> writers.contains(code));
        }
        Set<String> writers = WRITERS.get(script);
        return writers != null && writers.contains(code);
    }
}
