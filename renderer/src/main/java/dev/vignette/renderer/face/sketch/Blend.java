package dev.vignette.renderer.face.sketch;

import java.util.Arrays;

/** Lays a colour on pixels in parts of {@link Spans#FULL}, rounded, red and blue in one go. */
final class Blend {
    private Blend() {}

    static int of(int under, int over, int part) {
        int redBlue = under & 0xFF00FF;
        int green = under & 0x00FF00;
        redBlue += (((over & 0xFF00FF) - redBlue) * part + 0x800080) >> 8;
        green += (((over & 0x00FF00) - green) * part + 0x008000) >> 8;
        return (redBlue & 0xFF00FF) | (green & 0x00FF00);
    }

    /** From pixel {@code from} to before {@code to}; nothing if they are the wrong way round. */
    static void run(int[] target, int from, int to, int paint, int part) {
        if (from + 1 == to) {
            target[from] = of(target[from], paint, part);
        } else if (from < to && part == Spans.FULL) {
            Arrays.fill(target, from, to, paint);
        } else if (from < to) {
            mix(target, from, to, paint, part);
        }
    }

    private static void mix(int[] target, int from, int to, int paint, int part) {
        int rest = Spans.FULL - part;
        int redBlue = (paint & 0xFF00FF) * part + 0x800080;
        int green = (paint >> 8 & 0xFF) * part + 0x80;
        for (int i = from; i < to; i++) {
            int under = target[i];
            target[i] = ((((under & 0xFF00FF) * rest + redBlue) >>> 8) & 0xFF00FF)
                    | (((under >> 8 & 0xFF) * rest + green) & 0xFF00);
        }
    }
}
