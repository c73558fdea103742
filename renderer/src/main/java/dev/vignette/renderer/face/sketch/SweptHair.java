package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.Shape;

/** Short hair swept up and to the side from temples that have receded a little. */
final class SweptHair implements Hairdo {
    private static final double[][] SWEEPS = {
        {-12.5, -17.5, -15.5, -22, -13, -26, -7, -29},
        {-9, -19, -11, -23, -8, -28, -1, -30.4},
        {-5.5, -19, -7, -24, -3, -28.6, 4.5, -30.4},
        {-1.5, -19.2, -2, -24, 2, -28, 9.5, -29},
        {2.5, -19.2, 2.6, -23, 7, -26.6, 13.4, -26.4},
        {6.4, -18.6, 7.4, -21.8, 11, -24, 16.2, -22.4},
    };

    private final Rig rig;
    private final Palette palette;

    SweptHair(Rig rig) {
        this.rig = rig;
        this.palette = rig.palette();
    }

    @Override
    public void behind(Easel easel, Sitting sitting) {
        Shape nape = sitting.head()
                .plane(-6)
                .loop(
                        0, -28, 10.5, -26.5, 16, -20, 17.2, -8, 16.2, 6, 11, 12, -11, 12, -16.2, 6, -17.2, -8, -16, -20,
                        -10.5, -26.5)
                .path();
        easel.fill(nape, palette.hairShade());
    }

    @Override
    public void before(Easel easel, Sitting sitting) {
        Shape mass = mass(sitting);
        easel.cel(palette.hairRim(), mass);
        easel.fill(mass, -0.7, 0.45, palette.hair());
        Pen inner = sitting.head().face(0.6).from(-30, -21).line(-9, -20);
        easel.fill(inner.line(-9, 8).line(-30, 8).close().path(), palette.hair());
        Color dark = Tone.glaze(palette.hairShade(), 0.55);
        for (int side = -1; side <= 1; side += 2) {
            Pen pen = sitting.head().face(0.5).mirrored(side).from(16.2, 0);
            pen.through(16.3, -6, 15.3, -12, 13, -18.4).through(16, -15, 18.4, -8, 20, 0);
            easel.fill(pen.close().path(), Tone.glaze(palette.hairShade(), 0.42));
        }
        for (double[] s : SWEEPS) {
            easel.fill(
                    sitting.head()
                            .face(0.8)
                            .from(s[0] + 0.9, s[1] + 0.3)
                            .brush(1.0, s[2] + 1.2, s[3], s[4] + 1, s[5] + 0.8, s[6], s[7] + 1)
                            .path(),
                    dark);
            easel.fill(
                    sitting.head()
                            .face(1)
                            .from(s[0], s[1])
                            .brush(1.25, s[2], s[3], s[4], s[5], s[6], s[7])
                            .path(),
                    Tone.glaze(palette.sheen(), 0.75));
        }
        easel.join();
    }

    @Override
    public Shape shadowCaster(Sitting sitting) {
        return mass(sitting);
    }

    @Override
    public boolean showsEars() {
        return true;
    }

    private Shape mass(Sitting sitting) {
        double v = rig.hair().volume();
        Pen pen = sitting.head().face(0.6);
        pen.from(-17.5, -1);
        pen.through(-18.6, -5, -18.9, -14, -16.6, -22.5, -11.5, -28.6 * v, -7.4, -29.6 * v);
        pen.through(-4, -31.6 * v, 1.5, -32.2 * v);
        pen.through(6.5, -31.8 * v, 10.8, -29.2 * v);
        pen.through(14.8, -27.6 * v, 17.4, -22.6);
        pen.through(19.3, -14, 18.8, -5, 17.5, -1);
        pen.line(14.6, -1);
        pen.through(15.2, -4, 15.2, -9, 13.2, -13.8, 11.2, -17.6, 8.2, -18.6);
        pen.through(4, -18.0, -1, -18.5, -6.4, -18.1, -10.4, -18.4, -13.2, -14, -15.2, -9, -15.3, -4, -14.6, -1);
        pen.line(-17.5, -1);
        return pen.close().path();
    }
}
