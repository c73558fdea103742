package dev.vignette.conversation.speakable;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** The characters of written text: what is invisible goes first, what cannot be heard goes last. */
final class Typography {
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\uFFFD&&[^\\n]]|[\\p{Cc}&&[^\\n\\t]]");
    private static final Pattern SPACE = Pattern.compile("[\\p{Zs}\\t]+");
    private static final String HAN = "[\\p{IsHan}，。！？；：、…]";
    private static final Pattern UNHEARD =
            Pattern.compile("[*_#`~|<>\\[\\]{}\\\\^=\"“”„«»‹›「」『』《》〈〉【】©®™§¶†‡•·●○■□▪◆★☆♪♫]+");
    private static final Pattern QUOTE_AT_EDGE = Pattern.compile("(?<![\\p{L}\\d])['‘’‚]+|['‘’‚]+(?![\\p{L}\\d])");
    private static final Pattern DASH = Pattern.compile("\\s*(?:[—―]+|–|(?<=\\s)-+(?=\\s)|[→⇒➜➔⟶←↔]|--+|[-=]>)\\s*");
    private static final Pattern END = Pattern.compile("[.!?…。！？]$");

    private Typography() {}

    static String clean(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace("\u00AD", "")
                .replace('\u2028', '\n')
                .replace('\u2029', '\n')
                .replace("℃", "°C")
                .replace("℉", "°F")
                .replace("½", " 1/2")
                .replace("¼", " 1/4")
                .replace("¾", " 3/4")
                .replace("⅓", " 1/3")
                .replace("⅔", " 2/3")
                .replace('−', '-')
                .replace('‐', '-')
                .replace('‑', '-');
        StringBuilder folded = new StringBuilder(composed.length());
        composed.codePoints().map(Typography::halfWidth).forEach(folded::appendCodePoint);
        return SPACE.matcher(INVISIBLE.matcher(folded).replaceAll("")).replaceAll(" ");
    }

    /** Full-width letters, digits and signs; full-width punctuation is Chinese and stays. */
    private static int halfWidth(int c) {
        boolean alphanumeric = (c >= '０' && c <= '９') || (c >= 'Ａ' && c <= 'Ｚ') || (c >= 'ａ' && c <= 'ｚ');
        return alphanumeric || "％＋－＝＄＃＠＆＊／＜＞＿｀｜～".indexOf(c) >= 0 ? c - 0xFEE0 : c;
    }

    static boolean hasWords(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** The last step: only letters, digits, blanks and the marks that a voice makes a pause or a tune of. */
    static String finish(String text, Phrases phrases) {
        boolean chinese = phrases.chinese();
        String comma = chinese ? "，" : ", ";
        String plain = text.replace('\n', ' ').replaceAll("(?<=[\\p{L}\\d])_+(?=[\\p{L}\\d])", " ");
        plain = UNHEARD.matcher(plain).replaceAll("");
        plain = QUOTE_AT_EDGE.matcher(plain.replace('’', '\'')).replaceAll("");
        plain = plain.replaceAll("\\s*[(（]\\s*", comma)
                .replaceAll("\\s*[)）]\\s*(?=[\\p{P}]|$)", "")
                .replaceAll("\\s*[)）]\\s*", comma);
        plain = DASH.matcher(plain).replaceAll(comma);
        plain = plain.replaceAll("(?<=^|\\s)[-+/]+(?=\\s|$)", " ");
        plain = SPACE.matcher(plain).replaceAll(" ");
        plain = chinese ? chineseMarks(plain) : plain.replaceAll("\\s+([,.;:!?…])", "$1");
        plain = marks(plain, comma).strip();
        plain = plain.replaceFirst("^[\\s,.;:!?…，。；：！？、+/-]+", "");
        plain = plain.replaceFirst("[\\s,;:，；：、/+¿¡-]+$", "");
        if (!hasWords(plain)) {
            return "";
        }
        return END.matcher(plain).find() ? plain : plain + (chinese ? "。" : ".");
    }

    private static String marks(String text, String comma) {
        return text.replaceAll("\\.{2,}|…+(?:\\s*\\.)*", "…")
                .replaceAll("。{2,}", "…")
                .replaceAll("[!?]*\\?[!?]*", "?")
                .replaceAll("!{2,}", "!")
                .replaceAll("[！？]*？[！？]*", "？")
                .replaceAll("！{2,}", "！")
                .replaceAll("¡{2,}", "¡")
                .replaceAll("¿{2,}", "¿")
                .replaceAll("([,;:，；：、])(?:\\s*[,;，；、])+", "$1")
                .replaceAll("[,;，；、]\\s*(?=[.!?…。！？:：])", "")
                .replaceAll("([.!?…。！？])\\s*[,;，；.。](?!\\p{L})", "$1")
                .replaceAll("([.!?…])\\s*[,;]\\s*", "$1 ")
                .replaceAll("([。！？…])[，；、]", "$1")
                .replaceAll("([:：])\\s*[.。]", comma.equals("，") ? "。" : ".")
                .replaceAll("(?<=[\\p{L}])([;!?])(?=\\p{L})", "$1 ")
                .replaceAll(" {2,}", " ");
    }

    private static String chineseMarks(String text) {
        return text.replaceAll("(?<=" + HAN + ")\\s*,\\s*|\\s*,\\s*(?=" + HAN + ")", "，")
                .replaceAll("(?<=\\p{IsHan})\\s*\\.(?![\\w.])\\s*", "。")
                .replaceAll("(?<=\\p{IsHan})\\s*\\?\\s*", "？")
                .replaceAll("(?<=\\p{IsHan})\\s*!\\s*", "！")
                .replaceAll("(?<=\\p{IsHan})\\s*;\\s*", "；")
                .replaceAll("(?<=\\p{IsHan})\\s*:\\s*", "：")
                .replaceAll("(?<=" + HAN + ")\\s+(?=" + HAN + ")", "")
                .replaceAll("\\s+(?=[，。！？；：、])|(?<=[，。！？；：、])\\s+", "")
                .replaceAll("…{2,}", "…");
    }
}
