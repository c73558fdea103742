package dev.vignette.conversation.speakable;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import dev.vignette.media.Language;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Numbers in words, by the spell-out rules of CLDR. Safe for several threads: the format underneath is not, so it is used
 * one call at a time.
 */
final class Numerals {
    /** Beyond this a number is an identifier, and its digits are said one by one. */
    private static final int MOST_DIGITS = 12;

    private final RuleBasedNumberFormat rules;
    private final String cardinal;
    private final String point;
    private final String separator;

    /** @param point the word for the decimal point, {@code separator} what stands between words */
    Numerals(Language language, String cardinal, String point, String separator) {
        this.rules = new RuleBasedNumberFormat(ULocale.forLanguageTag(language.code()), RuleBasedNumberFormat.SPELLOUT);
        this.cardinal = cardinal;
        this.point = point;
        this.separator = separator;
    }

    /** {@code number} in plain notation: digits, perhaps a point and more digits, perhaps a minus sign. */
    String cardinal(String number) {
        return cardinal(number, cardinal);
    }

    String cardinal(String number, String ruleSet) {
        int at = number.indexOf('.');
        String whole = at < 0 ? number : number.substring(0, at);
        boolean identifier = whole.length() > MOST_DIGITS || (whole.length() > 1 && whole.startsWith("0"));
        String words = identifier ? digits(whole) : spell(Long.parseLong(whole.isEmpty() ? "0" : whole), ruleSet);
        return at < 0 ? words : words + separator + point + separator + digits(number.substring(at + 1));
    }

    String spell(long number, String ruleSet) {
        synchronized (rules) {
            // CLDR puts soft hyphens into long Spanish words.
            return rules.format(number, ruleSet).replace("\u00AD", "").replace('〇', '零');
        }
    }

    /** One by one. */
    String digits(String digits) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c >= '0' && c <= '9') {
                words.append(words.isEmpty() ? "" : separator).append(spell(c - '0', cardinal));
            }
        }
        return words.toString();
    }

    /** The digits of a telephone number, one by one, with {@code joint} for whatever stands between its groups. */
    String groups(String number, String joint) {
        return Arrays.stream(number.split("\\D+"))
                .filter(group -> !group.isEmpty())
                .map(this::digits)
                .collect(Collectors.joining(joint));
    }

    /** The numbers of a version or an address. */
    String parts(String dotted, String joint) {
        return Arrays.stream(dotted.split("\\.")).map(this::cardinal).collect(Collectors.joining(joint));
    }

    static boolean isOne(String number) {
        return new BigDecimal(number).compareTo(BigDecimal.ONE) == 0;
    }
}
