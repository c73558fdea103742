package dev.vignette.renderer.voice.espeak;

import dev.vignette.media.Language;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text where the script changes, because each espeak-ng voice reads one script: Han goes to Chinese, Latin to the
 * text's own language, or to English if that is Chinese.
 */
final class ScriptRuns {
    private ScriptRuns() {}

    /** A stretch in one language; together, in order, the runs are the text. */
    record Run(Language language, String text) {}

    /**
     * Digits and punctuation belong to the letter they touch, the right one first ("Java 25年"); those that touch none go
     * with the text's own language.
     */
    static List<Run> of(String text, Language main) {
        int[] points = text.codePoints().toArray();
        Language[] of = new Language[points.length];
        for (int i = 0; i < points.length; i++) {
            of[i] = strong(points[i], main);
        }
        attach(points, of, main);
        List<Run> runs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            if (i > 0 && !of[i].equals(of[i - 1])) {
                runs.add(new Run(of[i - 1], run.toString()));
                run.setLength(0);
            }
            run.appendCodePoint(points[i]);
        }
        if (!run.isEmpty()) {
            runs.add(new Run(of[of.length - 1], run.toString()));
        }
        return runs;
    }

    private static Language strong(int point, Language main) {
        UnicodeScript script = UnicodeScript.of(point);
        if (script == UnicodeScript.HAN) {
            return Language.CHINESE;
        }
        if (script == UnicodeScript.LATIN) {
            return main.equals(Language.CHINESE) ? Language.ENGLISH : main;
        }
        return NEUTRAL;
    }

    /** Stands for "not decided yet"; not a language of ours. */
    private static final Language NEUTRAL = new Language("und");

    private static void attach(int[] points, Language[] of, Language main) {
        for (int from = 0; from < points.length; ) {
            if (!of[from].equals(NEUTRAL)) {
                from++;
                continue;
            }
            int to = from;
            boolean digits = false;
            while (to < points.length && of[to].equals(NEUTRAL)) {
                digits |= Character.isDigit(points[to]);
                to++;
            }
            Language left = from > 0 ? of[from - 1] : to < points.length ? of[to] : main;
            Language right = to < points.length ? of[to] : left;
            if (left.equals(right)) {
                fill(of, from, to, digits && !touches(points, from, to) ? main : left);
            } else {
                attachDigits(points, of, from, to, left, right, main);
            }
            from = to;
        }
    }

    /** Between two scripts: what precedes the digits goes left, the digits go where they touch, what follows them goes with them. */
    private static void attachDigits(
            int[] points, Language[] of, int from, int to, Language left, Language right, Language main) {
        int first = from;
        while (first < to && !Character.isDigit(points[first])) {
            first++;
        }
        int last = to;
        while (last > first && !Character.isDigit(points[last - 1])) {
            last--;
        }
        fill(of, from, first, left);
        if (first == last) {
            return;
        }
        Language digits = last == to && to < points.length ? right : first == from && from > 0 ? left : main;
        fill(of, first, to, digits);
    }

    private static boolean touches(int[] points, int from, int to) {
        return from == 0
                || to == points.length
                || Character.isDigit(points[from])
                || Character.isDigit(points[to - 1])
                || !Character.isWhitespace(points[from]);
    }

    private static void fill(Language[] of, int from, int to, Language language) {
        for (int i = from; i < to; i++) {
            of[i] = language;
        }
    }
}
