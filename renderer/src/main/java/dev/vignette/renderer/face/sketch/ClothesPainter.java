package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.Shape;

/** Shoulders and what covers them. */
final class ClothesPainter implements Feature {
    private static final double NECK_Y = 29.6;

    private final Rig rig;
    private final Palette palette;

    ClothesPainter(Rig rig) {
        this.rig = rig;
        this.palette = rig.palette();
    }

    @Override
    public void paint(Easel easel, Sitting sitting) {
        switch (rig.clothes()) {
            case KNIT -> knit(easel, sitting);
            case JACKET -> jacket(easel, sitting);
            case CARDIGAN -> cardigan(easel, sitting);
        }
    }

    /** The inside of the collar, behind the neck. */
    void behind(Easel easel, Sitting sitting) {
        double neck = rig.body().neck() / 2 + 2.6;
        double rise = rig.clothes() == Rig.Clothes.KNIT ? 1.6 : 4.2;
        Color lining = Tone.mix(rig.clothes() == Rig.Clothes.CARDIGAN ? linen() : palette.cloth(), palette.ink(), 0.42);
        Pen pen = sitting.body().plane(-4).from(-neck - 1.4, NECK_Y + 3);
        pen.curve(-neck - 0.6, NECK_Y - rise, -neck * 0.5, NECK_Y - rise, 0, NECK_Y - rise);
        pen.curve(neck * 0.5, NECK_Y - rise, neck + 0.6, NECK_Y - rise, neck + 1.4, NECK_Y + 3);
        easel.fill(pen.close().path(), lining);
    }

    private Color linen() {
        return Tone.mix(palette.white(), palette.halo(), 0.16);
    }

    private void knit(Easel easel, Sitting sitting) {
        double neck = rig.body().neck() / 2 + 3.6;
        Color shade = Tone.mix(palette.cloth(), palette.ink(), 0.22);
        Shape garment = shoulders(sitting, neck, NECK_Y + 1, 7.6);
        easel.cel(Tone.mix(palette.cloth(), palette.rim(), 0.6), garment);
        easel.fill(garment, -0.7, 0.45, shade);
        Pen lit = sitting.body().plane(0).from(-70, 20).line(9, 20);
        lit.through(13, 34, 17, 40, 16, 48, 11, 60, 9, 90);
        easel.fill(lit.line(-70, 90).close().path(), palette.cloth());
        Pen folds = sitting.body().plane(0).from(9, 45).brush(0.9, 4, 48.4, -2, 49.2, -8, 47.6);
        folds.from(-12, 47).brush(0.8, -10, 51, -6, 53, -1, 53.4);
        for (int side = -1; side <= 1; side += 2) {
            folds.mirrored(side).from(neck + 3.4, NECK_Y + 2.4).brush(0.4, neck + 9, 40, 22, 46, 25, 54);
        }
        easel.fill(folds.path(), Tone.glaze(shade, 0.6));
        easel.join();
        // The rib of the collar.
        Pen rib = sitting.body().plane(0).from(-neck - 0.4, NECK_Y + 0.6);
        rib.curve(-neck + 0.6, NECK_Y + 6.4, -5, NECK_Y + 8.8, 0, NECK_Y + 8.8);
        rib.curve(5, NECK_Y + 8.8, neck - 0.6, NECK_Y + 6.4, neck + 0.4, NECK_Y + 0.6);
        rib.line(neck + 2.2, NECK_Y + 1.6);
        rib.curve(neck + 1, NECK_Y + 9, 6, NECK_Y + 11.6, 0, NECK_Y + 11.6);
        rib.curve(-6, NECK_Y + 11.6, -neck - 1, NECK_Y + 9, -neck - 2.2, NECK_Y + 1.6);
        easel.fill(rib.close().path(), Tone.mix(palette.cloth(), palette.rim(), 0.16));
        Pen ribs = sitting.body().plane(0);
        for (int i = -8; i <= 8; i++) {
            double t = i / 8.6;
            double x = Math.sin(t * 1.45) * (neck + 1);
            double y = NECK_Y + 1.4 + 8.8 * Math.sqrt(Math.max(0, 1 - t * t));
            ribs.from(x * 0.95, y - 0.9).brush(0.34, x, y, x, y, x * 1.06, y + 1.1);
        }
        easel.fill(ribs.path(), Tone.glaze(shade, 0.55));
    }

    private void jacket(Easel easel, Sitting sitting) {
        double neck = rig.body().neck() / 2 + 1.2;
        Color shirt = Tone.mix(palette.white(), palette.halo(), 0.16);
        Color shirtShade = Tone.mix(shirt, palette.backdrop(), 0.42);
        Shape tee = shoulders(sitting, neck, NECK_Y - 0.6, 6.4);
        easel.cel(shirt, tee);
        Pen shaded = sitting.body().plane(0).from(30, 20).line(2.5, 20);
        shaded.through(3.2, 36, 2.2, 44, 3, 52, 1, 90);
        easel.fill(shaded.line(30, 90).close().path(), Tone.glaze(shirtShade, 0.55));
        Pen folds = sitting.body().plane(0).from(-6.4, 40).brush(0.5, -3.4, 43.4, -1, 45, 2, 45.6);
        easel.fill(folds.from(5.6, 47).brush(0.5, 3, 49.4, 0, 50.6, -3, 50.8).path(), Tone.glaze(shirtShade, 0.8));
        easel.join();
        Pen rib = sitting.body().plane(0).from(-neck, NECK_Y - 0.6);
        rib.curve(-neck + 1, NECK_Y + 4.2, -neck * 0.5, NECK_Y + 5.8, 0, NECK_Y + 5.8);
        rib.curve(neck * 0.5, NECK_Y + 5.8, neck - 1, NECK_Y + 4.2, neck, NECK_Y - 0.6);
        easel.draw(rib.path(), 0.8, shirtShade);
        Color shade = Tone.mix(palette.cloth(), palette.ink(), 0.25);
        for (int side = -1; side <= 1; side += 2) {
            Shape panel = panel(sitting, side, neck + 1.2, 15);
            easel.fill(panel, -0.4 * side, 0.6, Tone.glaze(shirtShade, 0.7));
            front(easel, sitting, panel, side, shade);
            Pen collar = sitting.body().plane(1).mirrored(side).from(neck - 0.9, NECK_Y - 4.6);
            collar.curve(neck + 2.2, NECK_Y - 3.4, neck + 5.6, NECK_Y + 0.8, neck + 7.2, NECK_Y + 4.6);
            collar.line(neck + 4.2, NECK_Y + 6.8).line(neck + 6.2, NECK_Y + 9.2);
            collar.curve(neck + 4.6, 46, neck + 1.6, 56, neck - 1.5, 66);
            collar.curve(neck - 2.2, 54, neck - 0.2, 42, neck - 0.9, NECK_Y - 4.6);
            Shape lapel = collar.close().path();
            easel.fill(lapel, 0.35 * side, 0.7, Tone.glaze(shade, 0.6));
            easel.fill(
                    lapel,
                    side < 0 ? Tone.mix(palette.cloth(), palette.rim(), 0.2) : Tone.mix(palette.cloth(), shade, 0.14));
            Pen notch = sitting.body().plane(1).mirrored(side).from(neck + 4.2, NECK_Y + 6.8);
            easel.fill(
                    notch.brush(0.34, neck + 2.8, NECK_Y + 5.6, neck + 1.4, NECK_Y + 4.6, neck + 0.2, NECK_Y + 4)
                            .path(),
                    Tone.glaze(shade, 0.7));
        }
    }

    /** One front of an open garment, in light on the viewer's left and in shade with a rim of light on the right. */
    private void front(Easel easel, Sitting sitting, Shape panel, int side, Color shade) {
        easel.cel(side > 0 ? Tone.mix(palette.cloth(), palette.rim(), 0.55) : palette.cloth(), panel);
        if (side > 0) {
            easel.fill(panel, -0.6, 0.45, Tone.mix(palette.cloth(), shade, 0.75));
        }
        double arm = rig.body().shoulders() * 0.335;
        Pen folds = sitting.body().plane(0).mirrored(side).from(arm + 0.6, 40);
        folds.brush(0.7, arm - 1.6, 46, arm - 1.4, 56, arm + 0.4, 66);
        folds.from(arm - 1.2, 50).brush(0.6, arm - 4, 52, arm - 6.5, 55, arm - 8.5, 59);
        easel.fill(folds.path(), Tone.glaze(shade, 0.6));
        easel.join();
    }

    private void cardigan(Easel easel, Sitting sitting) {
        double neck = rig.body().neck() / 2 + 1.2;
        Color linen = linen();
        Color crease = Tone.mix(linen, palette.backdrop(), 0.42);
        easel.fill(shoulders(sitting, neck, NECK_Y + 1, 7.4), linen);
        easel.fill(
                sitting.body()
                        .plane(0)
                        .from(0.6, NECK_Y + 10)
                        .brush(0.5, 0.9, 46, 0.9, 54, 0.8, 64)
                        .path(),
                crease);
        for (int button = 0; button < 2; button++) {
            Pen pen = sitting.body().plane(0).oval(-0.5, NECK_Y + 14.5 + 8 * button, 0.62, 0.62);
            easel.fill(pen.path(), Tone.mix(crease, palette.ink(), 0.12));
        }
        Color shade = Tone.mix(palette.cloth(), palette.ink(), 0.3);
        for (int side = -1; side <= 1; side += 2) {
            double open = 11;
            Shape panel = panel(sitting, side, neck + 3.4, open);
            easel.fill(panel, -0.4 * side, 0.8, Tone.glaze(crease, 0.7));
            front(easel, sitting, panel, side, shade);
            Pen band = sitting.body().plane(0).mirrored(side).from(neck + 1.8, NECK_Y - 1.6);
            band.curve(neck + 1.7, 42, open * 0.5, 52, open * 0.3, 70).line(open * 0.3 + 3.6, 70);
            band.curve(open * 0.5 + 3.4, 52, neck + 4.8, 42, neck + 4.4, NECK_Y);
            easel.fill(band.close().path(), Tone.mix(palette.cloth(), palette.rim(), side < 0 ? 0.14 : 0.04));
            Pen collar = sitting.body().plane(1).mirrored(side).from(neck - 2.2, NECK_Y - 3.2);
            collar.curve(neck + 1.4, NECK_Y - 1.8, neck + 3.2, NECK_Y + 0.6, neck + 3.6, NECK_Y + 2.4);
            collar.line(neck - 2.4, NECK_Y + 12.2);
            collar.curve(neck - 5, NECK_Y + 10.6, 2.2, NECK_Y + 9.6, 0.2, NECK_Y + 9.2);
            collar.curve(4, NECK_Y + 6, neck - 3, NECK_Y + 2, neck - 2.2, NECK_Y - 3.2);
            Shape point = collar.close().path();
            easel.fill(point, 0.4, 0.9, Tone.glaze(shade, 0.35));
            easel.fill(point, side < 0 ? Tone.mix(linen, palette.rim(), 0.4) : Tone.mix(linen, crease, 0.45));
        }
    }

    private Shape shoulders(Sitting sitting, double neck, double top, double dip) {
        double bottom = sitting.body().view().bottom() + 8;
        Pen pen = sitting.body().plane(0).from(-neck, top);
        pen.curve(-neck + 1, top + dip * 0.75, -neck * 0.5, top + dip, 0, top + dip);
        pen.curve(neck * 0.5, top + dip, neck - 1, top + dip * 0.75, neck, top);
        pen.through(slope(neck, top, 1)).line(rig.body().shoulders() * 0.56, bottom);
        double[] left = slope(neck, top, -1);
        pen.line(-rig.body().shoulders() * 0.56, bottom).line(left[left.length - 2], left[left.length - 1]);
        double[] up = new double[left.length];
        for (int i = 0; i < left.length; i += 2) {
            up[i] = left[left.length - 2 - i];
            up[i + 1] = left[left.length - 1 - i];
        }
        return pen.through(up).line(-neck, top).close().path();
    }

    /** From the neck down the trapezius, over the shoulder's point and down the arm. */
    private double[] slope(double neck, double top, int side) {
        double wide = rig.body().shoulders() / 2;
        double fall = rig.body().slope();
        return new double[] {
            side * (neck + 2.6), top + 1.3,
            side * (neck + (wide - neck) * 0.34), top + fall * 0.44,
            side * wide * 0.74, top + fall * 0.86,
            side * wide * 0.93, top + fall * 1.42,
            side * wide * 1.01, top + fall * 2.3,
            side * wide * 1.05, top + fall * 3.4,
        };
    }

    /** One front of an open garment. */
    private Shape panel(Sitting sitting, int side, double neck, double open) {
        double bottom = sitting.body().view().bottom() + 8;
        double top = NECK_Y - 1;
        Pen pen = sitting.body().plane(0).mirrored(side).from(neck - 1.6, top - 0.6);
        pen.through(slope(neck, top, 1)).line(rig.body().shoulders() * 0.56, bottom);
        pen.line(open * 0.3, bottom).curve(open * 0.5, 52, open, 44, neck - 1.6, top - 0.6);
        return pen.close().path();
    }
}
