package dev.vignette.conversation.speakable;

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
    /** One rule; its words replace the match, or null leaves it as it is. */
    record Rule(Pattern pattern, Function<MatchResult, String> words) {}

    abstract List<Rule> rules();

    final String say(String text) {
        String said = text;
        for (Rule rule : rules()) {
            said = rule.pattern.matcher(said).replaceAll(m -> Matcher.quoteReplacement(rule.words.apply(m)));
        }
        return said;
    }

    static Rule rule(String pattern, Function<MatchResult, String> words) {
        return new Rule(Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS), words);
    }

    static Rule rule(String pattern, String words) {
        return rule(pattern, m -> words);
    }

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
