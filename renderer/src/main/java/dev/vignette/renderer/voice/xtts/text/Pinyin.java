package dev.vignette.renderer.voice.xtts.text;

import dev.vignette.renderer.voice.espeak.ChineseReading;
import java.lang.Character.UnicodeScript;

/** Chinese characters as syllables with the number of their tone, run together; all else as it is (specification §2.3). */
final class Pinyin {
    private Pinyin() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder();
        StringBuilder han = new StringBuilder();
        text.codePoints().forEach(c -> {
            // Dictionaries have no readings beyond the basic plane.
            if (Character.isBmpCodePoint(c) && UnicodeScript.of(c) == UnicodeScript.HAN) {
                han.appendCodePoint(c);
            } else {
                flush(han, out);
                out.appendCodePoint(c);
            }
        });
        flush(han, out);
        return out.toString();
    }

    private static void flush(StringBuilder han, StringBuilder out) {
        if (!han.isEmpty()) {
            out.append(String.join("", ChineseReading.readings(han.toString())));
            han.setLength(0);
        }
    }
}
