package dev.vignette.renderer.voice.delivery;

import java.lang.Character.UnicodeScript;

/**
 * How long it takes to say a text, roughly.
 *
 * @param typical seconds at an ordinary pace
 */
record SpeakingTime(double typical) {
    private static final double LETTER = 1 / 14.0;
    private static final double HAN = 1 / 4.3;
    private static final double KANA = 1 / 7.0;
    private static final double HANGUL = 1 / 5.5;
    private static final double DIGIT = 0.32;
    private static final double MARK = 0.2;
    /** Very slow and very quick speakers, and what an engine adds before and after. */
    private static final double SLOW = 2.5;

    private static final double SLOW_EXTRA = 2.5;
    private static final double QUICK = 0.35;
    private static final double QUICK_LESS = 0.25;

    static SpeakingTime of(String text) {
        return new SpeakingTime(
                text.codePoints().mapToDouble(SpeakingTime::character).sum());
    }

    private static double character(int c) {
        if (Character.isDigit(c)) {
            return DIGIT;
        }
        if (!Character.isLetter(c)) {
            return ".!?,;:。！？，、；…".indexOf(c) >= 0 ? MARK : 0;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN -> HAN;
            case HIRAGANA, KATAKANA -> KANA;
            case HANGUL -> HANGUL;
            default -> LETTER;
        };
    }

    /** Nobody takes longer. */
    double longest() {
        return SLOW * typical + SLOW_EXTRA;
    }

    /** Whoever is done sooner has left something out. */
    double shortest() {
        return Math.max(0, QUICK * typical - QUICK_LESS);
    }
}
