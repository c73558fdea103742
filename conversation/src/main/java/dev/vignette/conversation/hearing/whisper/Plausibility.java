package dev.vignette.conversation.hearing.whisper;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Locale;

/** Whether a person can have said a text in the time that there was. */
final class Plausibility {
    private static final double LETTERS_PER_SECOND = 25;
    private static final double IDEOGRAPHS_PER_SECOND = 12;
    /** More words than this in under a second are nobody's. */
    private static final int WORDS_IN_A_SECOND = 12;

    private static final int REPEATS = 4;
    private static final int LONGEST_GROUP = 6;

    private Plausibility() {}

    /** @param seconds of speech */
    static boolean tooFast(String text, double seconds) {
        long ideographs = text.codePoints().filter(Plausibility::isIdeograph).count();
        long letters = text.codePoints().filter(Character::isLetterOrDigit).count() - ideographs;
        boolean words = seconds < 1 && text.split("\\s+").length > WORDS_IN_A_SECOND;
        return words || letters / LETTERS_PER_SECOND + ideographs / IDEOGRAPHS_PER_SECOND > Math.max(seconds, 0.25);
    }

    private static boolean isIdeograph(int c) {
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> false;
        };
    }

    /** The text with every group of up to six words that stands four or more times in a row put down once. */
    static String withoutRepeats(String text) {
        String[] words = text.split(" ");
        String[] plain = Arrays.stream(words)
                .map(word -> word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", ""))
                .toArray(String[]::new);
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < words.length; ) {
            int repeats = 1;
            int size = 1;
            for (int group = 1; group <= LONGEST_GROUP && repeats < REPEATS; group++) {
                repeats = repeats(plain, i, group);
                size = group;
            }
            boolean collapse = repeats >= REPEATS;
            int end = collapse ? i + size : i + 1;
            for (int k = i; k < end; k++) {
                kept.append(kept.isEmpty() ? "" : " ").append(words[k]);
            }
            i = collapse ? i + size * repeats : end;
        }
        return kept.toString();
    }

    private static int repeats(String[] words, int from, int size) {
        int times = 1;
        while (from + (times + 1) * size <= words.length
                && Arrays.equals(words, from, from + size, words, from + times * size, from + (times + 1) * size)) {
            times++;
        }
        return times;
    }
}
