package dev.vignette.conversation.speakable;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import dev.vignette.media.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Sentences and clauses of a text, by Unicode's rules (UAX 29) and CLDR's lists of abbreviations. */
final class Sentences {
    /** What CLDR's lists lack: initials ("J. R. R. Tolkien"), letters in pairs ("z. B.", "p. ej.") and common titles. */
    private static final Pattern NOT_AN_END = Pattern.compile(
            "(?:^|.*[\\s(¿¡\"“])(?:\\p{L}|Dr|Dra|Mr|Mrs|Ms|Prof|St|Sr|Sra|Srta|Jr|vs|etc|No|Nr|bzw|ca|approx|aprox|ej|pág|Ud|Uds|EE|UU|Av|Inc|Ltd|Fig|Vol)\\.\\s+",
            Pattern.DOTALL);
    /** {@code "Stop!" and left}: the quoted sentence ends, the quoting one goes on. */
    private static final Pattern QUOTED_END = Pattern.compile("[!?…][\"”»’']\\s*$");

    private static final Pattern CLAUSE_END = Pattern.compile("(?<=[,;:])\\s+|(?<=[，；：、])");

    private Sentences() {}

    static List<String> split(String text, Language language) {
        BreakIterator breaks =
                BreakIterator.getSentenceInstance(ULocale.forLanguageTag(language.code() + "-u-ss-standard"));
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String sentence = text.substring(start, end);
            boolean quoted = end < text.length()
                    && QUOTED_END.matcher(sentence).find()
                    && Character.isLowerCase(text.codePointAt(end));
            if (quoted || (end < text.length() && NOT_AN_END.matcher(sentence).matches())) {
                continue;
            }
            if (!sentence.isBlank()) {
                sentences.add(sentence.strip());
            }
            start = end;
        }
        return List.copyOf(sentences);
    }

    static List<String> clauses(String sentence) {
        return CLAUSE_END
                .splitAsStream(sentence)
                .map(String::strip)
                .filter(c -> !c.isEmpty())
                .toList();
    }

    /** Words with the marks that follow them; for Chinese, words by dictionary. */
    static List<String> words(String clause, Language language) {
        BreakIterator breaks = BreakIterator.getWordInstance(ULocale.forLanguageTag(language.code()));
        breaks.setText(clause);
        List<String> words = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            String word = clause.substring(start, end);
            if (!words.isEmpty() && word.codePoints().noneMatch(Character::isLetterOrDigit)) {
                words.add(words.removeLast() + word);
            } else {
                words.add(word);
            }
        }
        return words;
    }
}
