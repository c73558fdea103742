package dev.vignette.conversation.language;

import java.lang.Character.UnicodeScript;

/**
 * How much of a text is said in which script, in units of about one word, so that the four ideographs of a phrase weigh
 * as much as the two or three words they stand for.
 */
record ScriptShare(double han, double latin, double other) {
    enum Dominant {
        HAN,
        LATIN,
        OTHER,
        NONE
    }

    private static final double IDEOGRAPHS_PER_WORD = 1.5;
    private static final double SYLLABLES_PER_WORD = 2;
    private static final double LETTERS_PER_WORD = 5;
    /** A Latin word that no language's list knows is often a name inside a Chinese sentence ("用 Docker 部署"). */
    private static final double UNKNOWN_WORD = 0.4;
    /** Above this share of Kana, ideographs are Japanese; below it is the の that Chinese adverts like. */
    private static final double JAPANESE = 0.15;

    /** @param knownWords how many of the Latin words are in a word list */
    static ScriptShare of(String text, int knownWords) {
        int han = 0;
        int kana = 0;
        int hangul = 0;
        int otherLetters = 0;
        int latinWords = 0;
        boolean inLatinWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean latin = false;
            if (Character.isLetter(c)) {
                switch (UnicodeScript.of(c)) {
                    case HAN, BOPOMOFO -> han++;
                    case HIRAGANA, KATAKANA -> kana++;
                    case HANGUL -> hangul++;
                    case LATIN -> latin = true;
                    case COMMON, INHERITED, UNKNOWN -> {}
                    default -> otherLetters++;
                }
            }
            if (latin && !inLatinWord) {
                latinWords++;
            }
            inLatinWord = latin || (inLatinWord && (c == '\'' || c == '’'));
        }
        double other = (kana + hangul) / SYLLABLES_PER_WORD + otherLetters / LETTERS_PER_WORD;
        double ideographs = han / IDEOGRAPHS_PER_WORD;
        boolean japanese = kana > JAPANESE * (han + kana);
        int known = Math.min(knownWords, latinWords);
        return new ScriptShare(
                japanese ? 0 : ideographs,
                known + UNKNOWN_WORD * (latinWords - known),
                japanese ? other + ideographs : other);
    }

    Dominant dominant() {
        double most = Math.max(han, Math.max(latin, other));
        if (most == 0) {
            return Dominant.NONE;
        }
        if (most == han) {
            return Dominant.HAN;
        }
        return most == latin ? Dominant.LATIN : Dominant.OTHER;
    }
}
