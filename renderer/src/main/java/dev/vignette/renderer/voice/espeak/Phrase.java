package dev.vignette.renderer.voice.espeak;

import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;

/**
 * What is spoken in one breath and handed on as one chunk: a sentence, or a clause of a long one.
 *
 * @param runs by script, in order
 * @param pause seconds of silence after it
 */
record Phrase(List<ScriptRuns.Run> runs, double pause) {
    /** Clauses are only cut off once a phrase has this many characters; a Han character counts three. */
    private static final int LONG_ENOUGH = 45;
    /** Where there is no punctuation at all, a phrase ends at a space after this many. */
    private static final int TOO_LONG = 220;

    private static final double SENTENCE_PAUSE = 0.40;
    private static final double CLAUSE_PAUSE = 0.20;
    private static final double PARAGRAPH_PAUSE = 0.60;

    /** @throws RenderException UNSPEAKABLE_TEXT if nothing in the script can be pronounced */
    static List<Phrase> of(Script script) {
        List<Phrase> phrases = new ArrayList<>();
        for (String paragraph : script.text().split("\n+", -1)) {
            BreakIterator sentences =
                    BreakIterator.getSentenceInstance(script.language().locale());
            String text = speakable(paragraph);
            sentences.setText(text);
            int from = sentences.first();
            for (int to = sentences.next(); to != BreakIterator.DONE; from = to, to = sentences.next()) {
                clauses(text.substring(from, to), script.language(), phrases);
            }
            if (!phrases.isEmpty()) {
                phrases.set(phrases.size() - 1, new Phrase(phrases.getLast().runs(), PARAGRAPH_PAUSE));
            }
        }
        if (phrases.isEmpty()) {
            throw new RenderException(
                    Reason.UNSPEAKABLE_TEXT,
                    "There is nothing in this text that can be pronounced. Write it in words.");
        }
        return phrases;
    }

    private static void clauses(String sentence, Language language, List<Phrase> phrases) {
        int from = 0;
        int weight = 0;
        for (int i = 0; i < sentence.length(); i++) {
            char c = sentence.charAt(i);
            weight += c >= 0x2E80 ? 3 : 1;
            boolean last = i == sentence.length() - 1;
            boolean mark = !last && weight >= LONG_ENOUGH && isClauseEnd(c, sentence.charAt(i + 1));
            boolean forced = !last && weight >= TOO_LONG && (c == ' ' || c >= 0x2E80 || weight >= 2 * TOO_LONG);
            if (last || mark || forced) {
                add(
                        sentence.substring(from, i + 1),
                        language,
                        last ? SENTENCE_PAUSE : mark ? CLAUSE_PAUSE : 0,
                        phrases);
                from = i + 1;
                weight = 0;
            }
        }
    }

    private static boolean isClauseEnd(char c, char next) {
        return "，；：—".indexOf(c) >= 0 || (",;:".indexOf(c) >= 0 && Character.isWhitespace(next));
    }

    private static void add(String text, Language language, double pause, List<Phrase> phrases) {
        String stripped = text.strip();
        if (stripped.codePoints().anyMatch(Phrase::isPronounced)) {
            phrases.add(new Phrase(ScriptRuns.of(stripped, language), pause));
        }
    }

    private static boolean isPronounced(int c) {
        return Character.isLetterOrDigit(c);
    }

    /** Only what some voice here can read: Han, Latin, digits, marks and a few signs; emoji and other scripts become spaces. */
    private static String speakable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(readable(c) ? c : ' '));
        return out.toString();
    }

    private static boolean readable(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, LATIN -> true;
            case INHERITED -> c >= 0x300 && c < 0x370; // accents written apart
            case COMMON ->
                Character.isDigit(c)
                        || Character.isWhitespace(c)
                        || c < 0x2100
                        || c == '℃'
                        || (c >= 0x3000 && c < 0x3040)
                        || (c >= 0xFF00 && c < 0xFFF0);
            default -> false;
        };
    }
}
