package dev.vignette.renderer.voice.qwen.text;

import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A script as the model can read it: addresses by their host, no markup, no control characters, no writing that none of its
 * languages uses.
 *
 * @param text with at least one letter or digit
 */
public record SpokenText(String text) {
    private static final Set<UnicodeScript> KNOWN = Set.of(
            UnicodeScript.LATIN,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.CYRILLIC,
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED);

    private static final Pattern ADDRESS = Pattern.compile("(?i)\\bhttps?://(?:www\\.)?([^\\s/?#]{0,253})[^\\s]*");
    /** What the vocabulary would take for one of its special tokens, and what chat writes around words. */
    private static final Pattern MARKUP = Pattern.compile("<\\|[^|\\s]{0,40}\\|>|[*_`~#]+|\\|");

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Cc}&&[^\\n\\x{200D}]]+");

    /**
     * @throws RenderException UNSPEAKABLE_TEXT if most of it is in a writing that the model does not know, or nothing is left
     *     to pronounce
     */
    public static SpokenText of(String script) {
        String text = ADDRESS.matcher(script).replaceAll("$1");
        text = MARKUP.matcher(text).replaceAll(" ");
        text = UNSEEN.matcher(text).replaceAll("");
        Map<UnicodeScript, Integer> letters = letters(text);
        int foreign = letters.entrySet().stream()
                .filter(entry -> !KNOWN.contains(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        int all = letters.values().stream().mapToInt(Integer::intValue).sum();
        if (2 * foreign > all) {
            throw new RenderException(
                    Reason.UNSPEAKABLE_TEXT,
                    "The voice qwen3-tts cannot read this writing. It reads Latin, Chinese, Japanese, Korean and Cyrillic.");
        }
        if (foreign > 0) {
            StringBuilder kept = new StringBuilder();
            text.codePoints().forEach(c -> kept.appendCodePoint(KNOWN.contains(UnicodeScript.of(c)) ? c : ' '));
            text = kept.toString();
        }
        text = text.strip();
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new RenderException(Reason.UNSPEAKABLE_TEXT, "There is nothing to pronounce in this text.");
        }
        return new SpokenText(text);
    }

    private static Map<UnicodeScript, Integer> letters(String text) {
        Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
        text.codePoints().filter(Character::isLetter).forEach(c -> counts.merge(UnicodeScript.of(c), 1, Integer::sum));
        return counts;
    }

    /**
     * The language to tell the model for a part of a text; null, which leaves it to the model, where two writings are mixed as
     * in "我用 Java 写代码".
     */
    public static @Nullable Language tag(String part, Language language) {
        Map<UnicodeScript, Integer> counts = letters(part);
        int latin = counts.getOrDefault(UnicodeScript.LATIN, 0);
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return 5 * latin > all && 5 * (all - latin) > all ? null : language;
    }
}
