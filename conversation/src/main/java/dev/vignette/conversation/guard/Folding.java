package dev.vignette.conversation.guard;

import com.ibm.icu.text.SpoofChecker;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes alike what reads alike: case, accents, characters that look the same in other scripts (UTS 39), digits and
 * signs put for letters ("k1ll"), letters drawn apart ("k i l l") or repeated ("killll"). Only for comparing.
 */
final class Folding {
    private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();
    private static final Pattern MARKS = Pattern.compile("\\p{M}+|[\\p{Cf}\\p{Cc}&&[^\\n]]");
    private static final Pattern APART =
            Pattern.compile("(?<![\\p{L}\\d])\\p{L}(?:[ .\\-_*]\\p{L}){2,40}(?![\\p{L}\\d])");
    private static final Pattern REPEATED = Pattern.compile("(\\p{L})\\1{2,}");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\d]+");
    private static final String LEET = "013457@$!";
    private static final String LETTERS = "oieastasi";

    private Folding() {}

    /** Words with one blank between them. */
    static String fold(String text) {
        String plain = MARKS.matcher(
                        Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT))
                .replaceAll("");
        String letters = lettersForDigits(plain);
        String together = APART.matcher(letters).replaceAll(m -> m.group().replaceAll("[ .\\-_*]", ""));
        String single = REPEATED.matcher(together).replaceAll("$1");
        return BETWEEN_WORDS.matcher(skeleton(single)).replaceAll(" ").strip();
    }

    private static String skeleton(String text) {
        synchronized (CONFUSABLES) {
            return CONFUSABLES.getSkeleton(text).toLowerCase(Locale.ROOT);
        }
    }

    private static String lettersForDigits(String text) {
        StringBuilder letters = new StringBuilder(text);
        for (int i = 0; i < letters.length(); i++) {
            int at = LEET.indexOf(letters.charAt(i));
            boolean inWord = (i > 0 && isLatin(letters.charAt(i - 1)))
                    || (i + 1 < letters.length() && isLatin(letters.charAt(i + 1)));
            boolean lastSign =
                    letters.charAt(i) == '!' && (i + 1 == letters.length() || !isLatin(letters.charAt(i + 1)));
            if (at >= 0 && inWord && !lastSign) {
                letters.setCharAt(i, LETTERS.charAt(at));
            }
        }
        return letters.toString();
    }

    private static boolean isLatin(char c) {
        return c >= 'a' && c <= 'z';
    }
}
