package dev.vignette.conversation.speakable;

import dev.vignette.media.Language;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** The pace of speech: 2.5 words a second in English, 2.6 in Spanish, 4.3 characters in Chinese, and pauses. */
final class SpeakingTime {
    private static final double WORDS_PER_SECOND = 2.5;
    private static final double SPANISH_WORDS_PER_SECOND = 2.6;
    private static final double IDEOGRAPHS_PER_SECOND = 4.3;
    /** A word is at least this many letters' worth, so that one endless "word" is not thought short. */
    private static final double LETTERS_PER_WORD = 6;

    private static final double SENTENCE_PAUSE = 0.35;

    private SpeakingTime() {}

    static Duration of(String text, Language language) {
        int ideographs = 0;
        int words = 0;
        int letters = 0;
        int ends = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean ideographic = Character.isIdeographic(c);
            boolean letter = !ideographic && Character.isLetterOrDigit(c);
            ideographs += ideographic ? 1 : 0;
            letters += letter ? 1 : 0;
            words += letter && !inWord ? 1 : 0;
            ends += ".!?…。！？".indexOf(c) >= 0 ? 1 : 0;
            inWord = letter || (inWord && (c == '\'' || c == '-'));
        }
        double pace = language.equals(Language.SPANISH) ? SPANISH_WORDS_PER_SECOND : WORDS_PER_SECOND;
        double spoken = Math.max(words, letters / LETTERS_PER_WORD) / pace + ideographs / IDEOGRAPHS_PER_SECOND;
        return Duration.ofMillis(Math.round(1000 * (spoken + SENTENCE_PAUSE * Math.max(0, ends - 1))));
    }

    static String cut(SpeakableText text, Duration budget) {
        boolean chinese = text.language().equals(Language.CHINESE);
        String end = chinese ? "。" : ".";
        Predicate<String> fits = part -> of(part, text.language()).compareTo(budget) <= 0;
        if (fits.test(text.text())) {
            return text.text();
        }
        List<String> sentences = text.sentences();
        String whole = longest(sentences, chinese ? "" : " ", fits);
        if (!whole.isEmpty()) {
            return whole;
        }
        List<String> clauses = Sentences.clauses(sentences.getFirst());
        Predicate<String> closedFits = part -> fits.test(close(part, end));
        String part = longest(clauses, chinese ? "" : " ", closedFits);
        if (part.isEmpty()) {
            part = longest(Sentences.words(clauses.getFirst(), text.language()), "", closedFits);
        }
        return close(part, end);
    }

    /** Ends what was cut off with a full stop, and takes back a question that it no longer asks. */
    private static String close(String part, String end) {
        String open = part.replaceFirst("[\\s,;:，；：、.。!?！？…¿¡-]+$", "").replaceAll("[¿¡](?=[^?!]*$)", "");
        return open.isEmpty() ? "" : open + end;
    }

    private static String longest(List<String> parts, String joint, Predicate<String> fits) {
        String longest = "";
        for (String part : parts) {
            String longer = longest.isEmpty() ? part : longest + joint + part;
            if (!fits.test(longer)) {
                break;
            }
            longest = longer;
        }
        return longest;
    }
}
