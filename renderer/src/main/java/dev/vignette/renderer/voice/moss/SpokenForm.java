package dev.vignette.renderer.voice.moss;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text in the form in which the language model was used by its authors: marks unified, an end in sight, very short texts with
 * room before them.
 */
final class SpokenForm {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}&&[^\\u200c\\u200d]]+");
    private static final Pattern MARKUP = Pattern.compile("[*_`#~|<>\\[\\]{}\\\\]+");
    private static final Pattern BRACKETS = Pattern.compile("[(){}\\[\\]（）【】「」『』〔〕]+");
    private static final Pattern DOTS = Pattern.compile("\\.{2,}|…+|。{2,}");
    private static final Pattern REPEATED = Pattern.compile("([!?！？,，;；:：、~-])\\1+");
    private static final Pattern DASHES = Pattern.compile("\\s*[–—―]+\\s*");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern CJK_SPACE = Pattern.compile(
            "(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}，。！？、；：])\\s+(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])");
    private static final String ENDS = ".!?。！？；;…؟۔।";
    private static final String CLOSERS = "\"'”’»)";
    private static final int FEW_WORDS = 5;
    private static final String ROOM = "        ";

    private SpokenForm() {}

    /** Of a whole script, before it is cut into passages; keeps line breaks. */
    static String tidied(String text) {
        return text.lines()
                .map(SpokenForm::tidiedLine)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private static String tidiedLine(String line) {
        String result = Normalizer.normalize(line, Normalizer.Form.NFC).replace('\t', ' ');
        result = CONTROL.matcher(result).replaceAll("");
        result = MARKUP.matcher(result).replaceAll(" ");
        result = BRACKETS.matcher(result).replaceAll(", ");
        result = DASHES.matcher(result).replaceAll(", ");
        result = DOTS.matcher(result).replaceAll(cjk(result) ? "。" : ".");
        result = REPEATED.matcher(result).replaceAll("$1");
        result = result.replaceAll("\\s+([,.!?;:])", "$1").replaceAll("([,，])\\s*(?=[,，.!?。！？;；:：])", "");
        result = result.replaceAll("^[\\s,，]+", "");
        result = SPACES.matcher(result).replaceAll(" ");
        return CJK_SPACE.matcher(result).replaceAll("").strip();
    }

    /** Of one passage, as it is tokenised. */
    static String prompt(String passage) {
        String text = SPACES.matcher(passage).replaceAll(" ").strip();
        int last = text.codePointBefore(text.length());
        boolean ended = ENDS.indexOf(last) >= 0 || CLOSERS.indexOf(last) >= 0;
        if (cjk(text)) {
            return ended ? text : text.replaceAll("[，、：,:]$", "") + "。";
        }
        String upper = text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                + text.substring(text.offsetByCodePoints(0, 1));
        String closed = Character.isLetterOrDigit(last) ? upper + "." : upper;
        return SPACES.split(closed).length < FEW_WORDS ? ROOM + closed : closed;
    }

    private static boolean cjk(String text) {
        return text.codePoints().anyMatch(c -> switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> false;
        });
    }
}
