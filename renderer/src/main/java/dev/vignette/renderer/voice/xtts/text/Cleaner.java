package dev.vignette.renderer.voice.xtts.text;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Text in an alphabet, cleaned: lower case, numbers, abbreviations and symbols in words (specification §2.2). */
final class Cleaner {
    private static final Pattern COMMA_GROUPS = Pattern.compile("\\b\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?\\b");
    private static final Pattern DOT_GROUPS = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?\\b");
    private static final Pattern MONEY = Pattern.compile("([$€£])(\\d[\\d.,]*\\d|\\d)|(\\d[\\d.,]*\\d|\\d)([$€£])");
    private static final Pattern DECIMAL = Pattern.compile("(\\d+)[.,](\\d+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Cleaner() {}

    static String clean(String text, LanguageRules rules) {
        String clean = text.replace("\"", "").toLowerCase(Locale.ROOT);
        clean = numbers(clean, rules);
        for (Map.Entry<Pattern, String> abbreviation : rules.abbreviations().entrySet()) {
            clean = abbreviation.getKey().matcher(clean).replaceAll(abbreviation.getValue());
        }
        for (Map.Entry<Character, String> symbol : rules.symbols().entrySet()) {
            clean = clean.replace(symbol.getKey().toString(), " " + symbol.getValue() + " ")
                    .replace("  ", " ")
                    .strip();
        }
        return BLANKS.matcher(clean).replaceAll(" ").strip();
    }

    private static String numbers(String text, LanguageRules rules) {
        NumberWords words = rules.numbers();
        Pattern groups = rules.thousands() == ',' ? COMMA_GROUPS : DOT_GROUPS;
        String spelt = groups.matcher(text).replaceAll(m -> m.group().replace(String.valueOf(rules.thousands()), ""));
        spelt = MONEY.matcher(spelt).replaceAll(m -> money(m, words));
        spelt = DECIMAL.matcher(spelt).replaceAll(m -> words.decimal(m.group(1), m.group(2)));
        spelt = rules.ordinal().matcher(spelt).replaceAll(m -> ordinal(m.group(1), words));
        return NUMBER.matcher(spelt).replaceAll(m -> words.digits(m.group()));
    }

    private static String money(MatchResult match, NumberWords words) {
        boolean before = match.group(1) != null;
        char symbol = (before ? match.group(1) : match.group(4)).charAt(0);
        String amount = before ? match.group(2) : match.group(3);
        int point = Math.max(amount.lastIndexOf('.'), amount.lastIndexOf(','));
        String whole = (point < 0 ? amount : amount.substring(0, point)).replaceAll("[.,]", "");
        String fraction = point < 0 ? "" : amount.substring(point + 1);
        if (whole.length() > NumberWords.MOST_DIGITS || fraction.length() > 2) {
            return match.group();
        }
        int hundredths = fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "0").substring(0, 2));
        return words.money(symbol, Long.parseLong(whole), hundredths);
    }

    private static String ordinal(String digits, NumberWords words) {
        return digits.length() > NumberWords.MOST_DIGITS ? words.digits(digits) : words.ordinal(Long.parseLong(digits));
    }
}
