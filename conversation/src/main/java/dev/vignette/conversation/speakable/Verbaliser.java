package dev.vignette.conversation.speakable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what is written with digits, symbols and abbreviations into words, by rules tried in order on the whole text: the
 * longer forms (a date, a telephone number) before the parts they are made of.
 */
abstract class Verbaliser {
    /** Hashes and UUIDs: nobody wants to hear their digits. */
    static final String IDENTIFIER = "\\b(?=[0-9a-f-]{0,40}[0-9])(?=[0-9a-f-]{0,40}[a-f])"
            + "(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,})\\b";

    /** Year, month and day, and perhaps hour and minute. */
    static final String ISO_DATE =
            "(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::\\d{2}(?:\\.\\d+)?)?Z?)?(?![\\p{L}\\d])";

    /** Where a number begins in languages that put spaces between words: not within a word or a longer number. */
    static final String FROM = "(?<![\\p{L}\\d_])(?<!\\d[.,])";

    /** Where it ends. */
    static final String TO = "(?![\\p{L}\\d_])(?![.,]\\d)";

    /** What stands between the ends of a range there. */
    static final String DASH = "(?:-|\\s?[–—]\\s?)";

    private final List<Rule> rules = new ArrayList<>();

    private record Rule(Pattern pattern, Function<MatchResult, String> words) {}

    final String say(String text) {
        String said = text;
        for (Rule rule : rules) {
            said = rule.pattern.matcher(said).replaceAll(m -> Matcher.quoteReplacement(rule.words.apply(m)));
        }
        return said;
    }

    /** Adds a rule, tried after those that are there: its words replace each match. */
    final void rule(String pattern, Function<MatchResult, String> words) {
        rules.add(new Rule(Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS), words));
    }

    final void rule(String pattern, String words) {
        rule(pattern, m -> words);
    }

    /** A group's text, empty if it took no part in the match. */
    static String group(MatchResult match, int group) {
        String text = match.group(group);
        return text == null ? "" : text;
    }

    static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    static boolean isDate(int year, int month, int day) {
        return year >= 1000 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }
}
