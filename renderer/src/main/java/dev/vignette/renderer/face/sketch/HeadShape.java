package dev.vignette.renderer.face.sketch;

import java.awt.geom.Path2D;

/** The outline of a head without hair, from crown to chin; the chin follows the jaw. */
final class HeadShape {
    private static final double CROWN = -25.5;

    private final Rig.Head head;

    HeadShape(Rig.Head head) {
        this.head = head;
    }

    Path2D.Double outline(Sitting sitting) {
        double half = head.width() / 2;
        double jaw = half * head.jaw();
        double chin = half * head.chin();
        double end = head.length();
        double[] right = {
            0,
            CROWN,
            0.60 * half,
            CROWN + 2.2,
            0.92 * half,
            -15.5,
            0.995 * half,
            -6,
            half,
            1.5,
            0.3 * jaw + 0.695 * half,
            8.5,
            jaw,
            0.62 * end,
            0.58 * jaw + 0.38 * chin,
            0.83 * end,
            chin,
            0.95 * end,
            0.45 * chin,
            0.992 * end,
        };
        double[] loop = new double[2 * right.length];
        for (int i = 0; i < right.length; i += 2) {
            loop[i] = right[i];
            loop[i + 1] = sitting.lowered(right[i + 1]);
        }
        loop[right.length] = 0;
        loop[right.length + 1] = sitting.lowered(end);
        for (int i = right.length - 2, to = right.length + 2; i >= 2; i -= 2, to += 2) {
            loop[to] = -loop[i];
            loop[to + 1] = loop[i + 1];
        }
        return pen(sitting).loop(loop).path();
    }

    /** The outline lies at the sides of the head, but the chin juts forward. */
    Pen pen(Sitting sitting) {
        double half = head.width() / 2;
        return sitting.head().pen((x, y) -> {
            double down = Math.clamp((y - 8) / 16, 0, 1);
            double middle = 1 - Math.min(1, x / half * (x / half));
            return 12 * down * down * (3 - 2 * down) * middle;
        });
    }
}
