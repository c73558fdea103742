package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.Shape;

/** A trimmed full beard, which goes down with the jaw, and a moustache, which goes with the upper lip. */
final class BeardPainter {
    private final Rig rig;
    private final Palette palette;

    BeardPainter(Rig rig) {
        this.rig = rig;
        this.palette = rig.palette();
    }

    void beard(Easel easel, Sitting sitting) {
        Shape mass = mass(sitting);
        easel.cel(palette.hairRim(), mass);
        double half = rig.head().width() / 2;
        Color shade = Tone.mix(palette.hair(), palette.hairShade(), 0.45);
        easel.fill(mass, -0.7, -0.1, shade);
        easel.fill(
                pen(sitting)
                        .from(-30, -8)
                        .line(half - 1.6, -8)
                        .line(half - 1.6, 15)
                        .line(-30, 15)
                        .close()
                        .path(),
                shade);
        Pen lit = pen(sitting).from(-24, -4);
        lit.through(
                -9,
                6,
                1,
                12,
                5.5,
                low(sitting, 18),
                4.5,
                low(sitting, 24),
                0,
                low(sitting, 28),
                -7,
                low(sitting, 27.4),
                -14,
                low(sitting, 23),
                -24,
                22);
        easel.fill(lit.close().path(), palette.hair());
        strands(easel, sitting);
        easel.join();
    }

    void moustache(Easel easel, Sitting sitting) {
        Lips lips = sitting.lips();
        double lip = lips.innerTop() - 0.25;
        double top = rig.nose().length() + 0.75;
        double tipX = Math.max(lips.half() + 1.9, 7);
        double tipY = lips.cornerY() + 2.1;
        Shape left = wing(sitting, -1, top, lip, tipX, tipY);
        Shape right = wing(sitting, 1, top, lip, tipX, tipY);
        Color shadow = Tone.glaze(palette.hairShade(), 0.6);
        easel.fill(left, 0.2, 0.55, shadow);
        easel.fill(right, 0.2, 0.55, shadow);
        easel.fill(right, Tone.mix(palette.hair(), palette.sheen(), 0.16));
        easel.fill(left, Tone.mix(palette.hair(), palette.sheen(), 0.42));
        Pen light = sitting.head().face(1.9);
        Pen dark = sitting.head().face(1.9);
        for (int side = -1; side <= 1; side += 2) {
            light.mirrored(side);
            dark.mirrored(side);
            for (int i = 0; i < 6; i++) {
                double t = i / 5.0;
                (i % 2 == 0 ? light : dark)
                        .from(0.5 + 0.5 * t, top + 0.4 + (lip - top - 0.5) * t)
                        .brush(
                                0.34,
                                2.6,
                                top + 0.5 + (lip - top - 0.2) * t * 0.9,
                                tipX - 2.6 - 1.6 * t,
                                tipY - 3.6 + 1.6 * t,
                                tipX - 0.7 - 2.6 * t,
                                tipY - 0.9 - 1.1 * t);
            }
        }
        easel.fill(dark.path(), Tone.glaze(palette.hairShade(), 0.35));
        easel.fill(light.path(), Tone.glaze(palette.sheen(), 0.75));
    }

    private static Shape wing(Sitting sitting, int side, double top, double lip, double tipX, double tipY) {
        return sitting.head()
                .face(1.8)
                .mirrored(side)
                .from(-0.7, top + 0.5)
                .curve(1.2, top - 0.5, 3.4, top - 0.1, 4.6, top + 0.6)
                .curve(6.6, top + 1.7, tipX - 0.3, tipY - 3.2, tipX, tipY)
                .curve(tipX - 1.2, tipY - 1.2, tipX - 2.2, tipY - 2.2, tipX - 3.2, tipY - 2.5)
                .curve(3.2, lip + 0.3, 1.2, lip + 0.1, -0.7, lip + 0.2)
                .close()
                .path();
    }

    private Shape mass(Sitting sitting) {
        double half = rig.head().width() / 2;
        double end = rig.head().length();
        Pen pen = pen(sitting).from(-half + 0.6, -4);
        pen.through(
                -half - 0.2,
                6,
                -half * 0.97,
                low(sitting, 12.5),
                -half * 0.88,
                low(sitting, 18.5),
                -half * 0.68,
                low(sitting, end - 1.2));
        pen.through(
                -half * 0.46,
                low(sitting, end + 2.2),
                -half * 0.2,
                low(sitting, end + 3.6),
                0,
                low(sitting, end + 4.2));
        pen.through(
                half * 0.22,
                low(sitting, end + 3.5),
                half * 0.48,
                low(sitting, end + 2.0),
                half * 0.68,
                low(sitting, end - 1.3));
        pen.through(half * 0.88, low(sitting, 18.5), half * 0.97, low(sitting, 12.5), half + 0.2, 6, half - 0.6, -4);
        pen.line(half - 2.2, -4);
        pen.through(
                half - 2.7,
                2,
                half - 3.2,
                5,
                half - 4.2,
                low(sitting, 8.6),
                half - 7.2,
                low(sitting, 12.6),
                7.4,
                14.2,
                3.6,
                13.8);
        pen.line(-3.6, 13.8);
        pen.through(
                -7.4,
                14.2,
                -half + 7.2,
                low(sitting, 12.6),
                -half + 4.2,
                low(sitting, 8.6),
                -half + 3.2,
                5,
                -half + 2.7,
                2,
                -half + 2.2,
                -4);
        return pen.close().path();
    }

    private void strands(Easel easel, Sitting sitting) {
        Pen light = pen(sitting);
        Pen dark = pen(sitting);
        for (int i = -5; i <= 5; i++) {
            double x = i * 1.95;
            double from = 22.2 - 0.5 * Math.abs(x) + (i & 1) * 0.9;
            double to = rig.head().length() + 3.3 - 0.062 * x * x;
            (Math.floorMod(i, 2) == 0 ? light : dark)
                    .from(x, low(sitting, from))
                    .brush(
                            0.62,
                            x * 1.05 + 0.5,
                            low(sitting, from + 2.2),
                            x + 0.5,
                            low(sitting, to - 1.8),
                            x * 0.86,
                            low(sitting, to - 0.2));
        }
        for (int side = -1; side <= 1; side += 2) {
            dark.mirrored(side);
            for (int i = 0; i < 2; i++) {
                double x = 15.6 - 1.5 * i;
                double y = 6 + 3.6 * i;
                dark.from(x, low(sitting, y))
                        .brush(
                                0.5,
                                x + 0.2,
                                low(sitting, y + 2.6),
                                x - 0.5,
                                low(sitting, y + 5.2),
                                x - 1.6,
                                low(sitting, y + 7.4));
            }
        }
        easel.fill(dark.path(), Tone.glaze(palette.hairShade(), 0.42));
        easel.fill(light.path(), Tone.glaze(palette.sheen(), 0.7));
    }

    /** Below the chin a beard hangs free, and so goes down as far as the chin does. */
    private static double low(Sitting sitting, double y) {
        return sitting.lowered(y);
    }

    private Pen pen(Sitting sitting) {
        double half = rig.head().width() / 2;
        return sitting.head().pen((x, y) -> {
            double down = Math.clamp((y - 2) / 14, 0, 1) * (1 - 0.8 * Math.min(1, x / half * (x / half)));
            double cheek = Math.clamp((half - 0.4 - Math.abs(x)) / 2, 0, 1) * Math.clamp((16 - y) / 6, 0, 1);
            return 1 + (Pose.surface(x, y) - 1) * Math.max(down, cheek);
        });
    }
}
