package dev.vignette.renderer.voice.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/** Where a text may be cut, from paragraphs down to clauses. Every part keeps its white space: joined, they are the text. */
final class Breaks {
    private static final String FULL_STOPS = "。！？；｡؟۔।";
    private static final String STOPS = ".!?;…";
    private static final String FULL_COMMAS = "，、：،؛";
    private static final String COMMAS = ",:–—";
    private static final String CLOSERS = "\"'”’»)]}」』）】》›";
    /** Words whose full stop ends no sentence, in the three languages of the product. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "no", "jr", "sr", "inc", "sra", "srta",
            "dra", "ud", "uds", "av", "pág", "núm", "p.ej", "z.b", "d.h", "bzw");

    private Breaks() {}

    static List<String> paragraphs(String text) {
        return cut(text, i -> text.charAt(i) == '\n');
    }

    static List<String> sentences(String text) {
        return cut(text, i -> {
            char c = text.charAt(i);
            return FULL_STOPS.indexOf(c) >= 0
                    || (STOPS.indexOf(c) >= 0 && atWordsEnd(text, i) && !(c == '.' && abbreviation(text, i)));
        });
    }

    static List<String> clauses(String text) {
        return cut(text, i -> {
            char c = text.charAt(i);
            return FULL_COMMAS.indexOf(c) >= 0 || (COMMAS.indexOf(c) >= 0 && atWordsEnd(text, i));
        });
    }

    /** After each index that is an end, whatever closes quotes or brackets there, and white space. */
    private static List<String> cut(String text, IntPredicate end) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int i = 0;
        while (i < text.length()) {
            boolean ends = end.test(i);
            i++;
            if (ends) {
                while (i < text.length() && (CLOSERS.indexOf(text.charAt(i)) >= 0 || end.test(i))) {
                    i++;
                }
                while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
                    i++;
                }
                parts.add(text.substring(from, i));
                from = i;
            }
        }
        if (from < text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    /** Whether white space or the end follows, but for more punctuation: not so in {@code 3.14} and {@code example.org}. */
    private static boolean atWordsEnd(String text, int at) {
        int i = at + 1;
        while (i < text.length() && (STOPS.indexOf(text.charAt(i)) >= 0 || CLOSERS.indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i == text.length()
                || Character.isWhitespace(text.charAt(i))
                || Character.isIdeographic(text.codePointAt(i));
    }

    private static boolean abbreviation(String text, int stop) {
        int from = stop;
        while (from > 0 && (Character.isLetter(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
            from--;
        }
        String word = text.substring(from, stop).toLowerCase(Locale.ROOT);
        boolean initial = word.length() == 1 && Character.isUpperCase(text.charAt(from)) && !word.equals("i");
        return initial || ABBREVIATIONS.contains(word);
    }
}
