package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.Shape;

/** A straight bob with a full fringe: a helmet of few, certain shapes and one band of gloss. */
final class BobHair implements Hairdo {
    private final Rig rig;
    private final Palette palette;

    BobHair(Rig rig) {
        this.rig = rig;
        this.palette = rig.palette();
    }

    @Override
    public void behind(Easel easel, Sitting sitting) {
        double v = rig.hair().volume();
        Shape mass = sitting.head()
                .plane(-5)
                .loop(
                        0, -29 * v, 12 * v, -27.4 * v, 20 * v, -20 * v, 22 * v, -8, 22.4 * v, 6, 21.6 * v, 17, 18.6 * v,
                        21.6, 9, 21, 0, 20.6, -9, 21, -18.6 * v, 21.6, -21.6 * v, 17, -22.4 * v, 6, -22 * v, -8,
                        -20 * v, -20 * v, -12 * v, -27.4 * v)
                .path();
        easel.fill(mass, palette.hairShade());
    }

    @Override
    public void before(Easel easel, Sitting sitting) {
        Shape fringe = fringe(sitting);
        Shape left = curtain(sitting, -1);
        Shape right = curtain(sitting, 1);
        easel.cel(palette.hair(), fringe, left, right);
        easel.fill(right, 0.5, -0.3, palette.hairRim());
        easel.fill(right, -0.5, 0.15, Tone.mix(palette.hair(), palette.hairShade(), 0.6));
        Pen crown =
                sitting.head().plane(2).from(-30, -40).line(6, -40).line(6, -24).line(-30, -24);
        easel.fill(crown.close().path(), palette.hair());
        easel.fill(fringe, palette.hair());
        gloss(easel, sitting);
        strands(easel, sitting);
        easel.join();
    }

    @Override
    public Shape shadowCaster(Sitting sitting) {
        Pen pen = sitting.head().face(1);
        pen.from(-24, -34).line(24, -34).line(24, 24).line(14.6, 22);
        pen.through(14.9, 12, 15.2, 2, 14.4, -4.6);
        pen.through(8, -6.8, 0, -7.4, -8, -6.8, -14.2, -4.8);
        pen.through(-16, 2, -15.8, 12, -15.4, 22);
        return pen.line(-24, 24).close().path();
    }

    @Override
    public boolean showsEars() {
        return false;
    }

    private Shape curtain(Sitting sitting, int side) {
        double v = rig.hair().volume();
        Pen pen = sitting.head().pen((x, y) -> 2 + 0.25 * Pose.surface(x, y)).mirrored(side);
        pen.from(0, -29 * v);
        pen.through(
                12 * v, -27.4 * v, 20 * v, -20 * v, 22.1 * v, -8, 22.4 * v, 6, 21.5 * v, 16.4, 18.9 * v, 21.4, 16.6,
                21.9);
        pen.through(15.4, 18.6, 15.9, 10, 16.2, 2, 14.8, -5.4, 12, -8);
        return pen.line(0, -29 * v).close().path();
    }

    private Shape fringe(Sitting sitting) {
        double v = rig.hair().volume();
        Pen pen = sitting.head().face(1.2).from(-15.6, -4.2);
        pen.through(-12.6, -5.6, -9.4, -6.6, -6.9, -7.0);
        pen.curve(-6.9, -8.4, -6.6, -9.6, -6.2, -10.6).curve(-6.3, -9.4, -6.3, -8.2, -6.1, -7.1);
        pen.through(-2, -7.5, 3.4, -7.4);
        pen.curve(3.4, -8.8, 3.2, -10.2, 2.7, -11.4).curve(3.6, -10, 4, -8.6, 4.1, -7.3);
        pen.through(8, -6.9, 12.6, -5.7, 15.6, -4.2);
        pen.through(
                17, -12, 15.5, -20.5, 9.5 * v, -27.2 * v, 0, -29 * v, -9.5 * v, -27.2 * v, -15.5, -20.5, -17, -12,
                -15.6, -4.2);
        return pen.close().path();
    }

    /** The lamp's reflection, a band across the round of the head that runs out downwards in strands. */
    private void gloss(Easel easel, Sitting sitting) {
        double[] tips = {3.4, 2.0, 4.2, 1.6, 3.6, 2.4, 4.6, 2.0, 3.2, 1.4, 2.4};
        easel.fill(band(sitting, -16.5, 11.5, 0, 3.4, tips), Tone.glaze(palette.sheen(), 0.75));
        double[] fine = {1.8, 1.0, 2.2, 0.9, 1.9, 1.2};
        easel.fill(
                band(sitting, -11.6, 2.6, 0.35, 1.2, fine),
                Tone.glaze(Tone.mix(palette.sheen(), palette.halo(), 0.38), 0.8));
    }

    private static Shape band(Sitting sitting, double from, double to, double lift, double thick, double[] tips) {
        Pen pen = sitting.head().face(1.2).from(from, arc(from) + lift + thick);
        double middle = (from + to) / 2;
        pen.curve(from + 2, arc(from + 2) + lift - 0.6, middle - 4, arc(middle) + lift, middle, arc(middle) + lift);
        pen.curve(middle + 4, arc(middle) + lift, to - 2, arc(to - 2) + lift - 0.3, to, arc(to) + lift + thick * 0.6);
        double step = (to - from) / tips.length;
        for (int i = 0; i < tips.length; i++) {
            double right = to - i * step;
            double left = right - step;
            double tip = (left + right) / 2;
            double end = arc(tip) + lift + thick + tips[i];
            pen.curve(right - 0.1, arc(right) + lift + thick, tip + 0.25, end - 1.4, tip, end);
            pen.curve(
                    tip - 0.25,
                    end - 1.2,
                    left + 0.3,
                    arc(left) + lift + thick * 1.1,
                    left,
                    arc(left) + lift + thick * 0.8);
        }
        return pen.close().path();
    }

    private static double arc(double x) {
        return -21.6 + 0.026 * x * x;
    }

    private void strands(Easel easel, Sitting sitting) {
        Color dark = Tone.glaze(palette.hairShade(), 0.9);
        double[][] lines = {
            {-1, -28, -5, -22, -9, -14, -10.6, -5.6},
            {0, -28, -2, -21, -4, -14, -4.4, -6.2},
            {1, -28, 5, -22, 7, -14, 7, -6},
            {2, -28, 9, -24, 12.6, -15, 13.2, -5},
        };
        for (double[] l : lines) {
            easel.fill(
                    sitting.head()
                            .face(1.2)
                            .from(l[0], l[1])
                            .brush(0.34, l[2], l[3], l[4], l[5], l[6], l[7])
                            .path(),
                    dark);
        }
        for (int side = -1; side <= 1; side += 2) {
            for (int i = 0; i < 2; i++) {
                double x = 17.6 + 1.9 * i;
                easel.fill(
                        sitting.head()
                                .plane(4)
                                .mirrored(side)
                                .from(x - 1.2, -12)
                                .brush(0.4, x + 0.6, -2, x + 0.6, 10, x - 0.6, 20 - i)
                                .path(),
                        dark);
            }
        }
        easel.fill(
                sitting.head()
                        .plane(5)
                        .from(-20.6, -4)
                        .brush(1.5, -21.4, 3, -21.2, 9, -19.6, 15)
                        .path(),
                Tone.glaze(palette.sheen(), 0.6));
    }
}
