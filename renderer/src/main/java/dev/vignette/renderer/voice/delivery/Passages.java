package dev.vignette.renderer.voice.delivery;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Cuts a text into passages that an engine can hold: whole sentences as many as fit, else clauses, else as much as fits, at
 * a space where there is one. A cut never parts what is seen as one character. Pure; safe to use from several threads.
 */
public final class Passages {
    /** Pauses in seconds. The engines pause between the sentences of one passage by themselves. */
    private static final double PARAGRAPH = 0.45;

    private static final double SHORT_SENTENCE = 0.40;
    private static final double SENTENCE = 0.24;
    private static final double CLAUSE = 0.12;
    private static final int SHORT = 4;
    /** How far back from the budget's end a space is looked for, characters. */
    private static final int REACH = 25;

    private static final Pattern PICTURES = Pattern.compile(
            "\\p{IsExtended_Pictographic}[\\p{IsEmoji_Modifier}\\uFE0E\\uFE0F\\u200D]*|[\\x{1F1E6}-\\x{1F1FF}]");

    private final ToIntFunction<String> cost;
    private final int budget;
    private final int first;

    /**
     * @param cost what a text costs the engine, in tokens as a rule; grows with the text
     * @param budget most that one passage may cost, at least 1
     * @param first the same for the first passage, so that it is soon spoken; a single sentence may cost more
     */
    public Passages(ToIntFunction<String> cost, int budget, int first) {
        this.cost = cost;
        this.budget = budget;
        this.first = Math.min(first, budget);
    }

    private enum Boundary {
        PARAGRAPH,
        SENTENCE,
        CLAUSE,
        NONE
    }

    private record Piece(String text, Boundary boundary) {}

    /** In order, without emoji; empty if there is no letter or digit in the text. */
    public List<Passage> of(String text) {
        List<Passage> passages = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        Boundary last = Boundary.NONE;
        for (Piece piece : pieces(PICTURES.matcher(text).replaceAll(" "))) {
            boolean silent = piece.text.codePoints().noneMatch(Character::isLetterOrDigit);
            boolean fits = cost.applyAsInt(tidy(open + piece.text)) <= (passages.isEmpty() ? first : budget);
            boolean apart = last == Boundary.PARAGRAPH && words(open.toString()) > SHORT;
            if (!open.isEmpty() && !silent && (!fits || apart)) {
                add(passages, open, last);
            }
            // A mark without a word, such as an emoji between sentences, is nothing to speak; what it ends stays ended.
            if (!silent) {
                open.append(piece.text);
                last = piece.boundary;
            } else if (piece.boundary.compareTo(last) < 0) {
                last = piece.boundary;
            }
        }
        add(passages, open, last);
        return passages;
    }

    private static void add(List<Passage> passages, StringBuilder open, Boundary last) {
        String text = tidy(open.toString());
        open.setLength(0);
        if (!text.isEmpty()) {
            double pause = switch (last) {
                case PARAGRAPH -> PARAGRAPH;
                case SENTENCE -> words(text) <= SHORT ? SHORT_SENTENCE : SENTENCE;
                case CLAUSE -> CLAUSE;
                case NONE -> 0;
            };
            passages.add(new Passage(text, pause));
        }
    }

    private List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        for (String paragraph : Breaks.paragraphs(text)) {
            for (String sentence : Breaks.sentences(paragraph)) {
                if (cost.applyAsInt(tidy(sentence)) <= budget) {
                    pieces.add(new Piece(sentence, Boundary.SENTENCE));
                } else {
                    clauses(sentence, pieces);
                    raise(pieces, Boundary.SENTENCE);
                }
            }
            raise(pieces, Boundary.PARAGRAPH);
        }
        return pieces;
    }

    private void clauses(String sentence, List<Piece> pieces) {
        for (String clause : Breaks.clauses(sentence)) {
            String rest = clause;
            while (cost.applyAsInt(tidy(rest)) > budget) {
                int cut = cut(rest);
                if (cut >= rest.length()) {
                    break;
                }
                pieces.add(new Piece(rest.substring(0, cut), Boundary.NONE));
                rest = rest.substring(cut);
            }
            pieces.add(new Piece(rest, Boundary.CLAUSE));
        }
    }

    private static void raise(List<Piece> pieces, Boundary boundary) {
        if (!pieces.isEmpty()) {
            pieces.set(pieces.size() - 1, new Piece(pieces.getLast().text, boundary));
        }
    }

    /** The end of the longest beginning that fits, moved back to a space if one is near; at least one character. */
    private int cut(String text) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int fits = 0;
        int over = text.length();
        while (over - fits > 1) {
            int middle = (fits + over) / 2;
            if (cost.applyAsInt(tidy(text.substring(0, middle))) <= budget) {
                fits = middle;
            } else {
                over = middle;
            }
        }
        int end = characters.isBoundary(fits) ? fits : characters.preceding(fits);
        for (int i = end; i > Math.max(0, end - REACH); i--) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        return end > 0 ? end : characters.following(0);
    }

    private static String tidy(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Words, of scripts without spaces pairs of characters. */
    private static int words(String text) {
        int ideographs =
                (int) text.codePoints().filter(Character::isIdeographic).count();
        int spaced = 0;
        boolean inside = false;
        for (int c : text.codePoints().toArray()) {
            boolean letter = Character.isLetterOrDigit(c) && !Character.isIdeographic(c);
            spaced += letter && !inside ? 1 : 0;
            inside = letter || (inside && c == '\'');
        }
        return spaced + (ideographs + 1) / 2;
    }
}
