package dev.vignette.renderer.face.sketch;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A full crown of coils: one rounded mass of clumps, each set off by a sickle of shade and one of light. */
final class CoilHair implements Hairdo {
    private record Clump(double x, double y, double radius, double light) {}

    private static final double CENTRE_X = 0.6;
    private static final double CENTRE_Y = -10.5;
    private static final double WIDE = 24;
    private static final double TALL = 21.5;
    private static final double GOLDEN_ANGLE = 2.399963;
    private static final double LAMP = Math.toRadians(-128);
    private static final int CLUMPS = 150;
    private static final double[] HAIRLINE = {
        -18.2, -1.6, -17.4, -5.6, -15.4, -10, -12, -13.8, -6.6, -16, -0.5, -16.8, 5.6, -16.3, 11, -14.2, 14.8, -10.6,
        17, -6, 18.2, -1.6
    };

    private final Palette palette;
    private final double volume;
    private final List<Clump> rimClumps = new ArrayList<>();
    private final List<Clump> edgeClumps = new ArrayList<>();
    private final List<Clump> backCoils = new ArrayList<>();
    private final List<Clump> capCoils = new ArrayList<>();
    private final Area mass;

    CoilHair(Rig rig) {
        palette = rig.palette();
        volume = rig.hair().volume();
        Random chance = new Random(11);
        silhouette(chance);
        for (int i = 0; i < HAIRLINE.length / 2; i++) {
            edgeClumps.add(new Clump(
                    HAIRLINE[2 * i] + 0.8 * (chance.nextDouble() - 0.5),
                    HAIRLINE[2 * i + 1] - 0.7,
                    1.7 + 1.1 * chance.nextDouble(),
                    0));
        }
        coils(chance);
        mass = mass();
    }

    /** The outline of the whole mass, without the parts of clumps that lie within. */
    private Area mass() {
        Area union = oval(CENTRE_X, CENTRE_Y, WIDE * volume, TALL * volume);
        for (Clump clump : rimClumps) {
            union.add(oval(clump.x, clump.y, clump.radius, clump.radius));
        }
        return union;
    }

    private static Area oval(double x, double y, double radiusX, double radiusY) {
        return new Area(new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY));
    }

    private void silhouette(Random chance) {
        for (int i = 0; i < 44; i++) {
            double angle = Math.toRadians(-220 + i * (260 / 43.0) + 3 * (chance.nextDouble() - 0.5));
            double out = volume * (0.95 + 0.07 * chance.nextDouble());
            double radius = i % 3 == 0 ? 3.0 + 1.0 * chance.nextDouble() : 1.9 + 1.1 * chance.nextDouble();
            rimClumps.add(new Clump(
                    CENTRE_X + WIDE * out * Math.cos(angle), CENTRE_Y + TALL * out * Math.sin(angle), radius, 0));
        }
    }

    private void coils(Random chance) {
        for (int i = 0; i < CLUMPS; i++) {
            double out = volume * Math.sqrt((i + 0.5) / CLUMPS);
            double angle = i * GOLDEN_ANGLE;
            double x = CENTRE_X + WIDE * out * Math.cos(angle) + 1.2 * (chance.nextDouble() - 0.5);
            double y = CENTRE_Y + TALL * out * Math.sin(angle) + 1.2 * (chance.nextDouble() - 0.5);
            double light = 0.5 - 0.45 * (x - CENTRE_X) / WIDE - 0.62 * (y - CENTRE_Y) / TALL;
            Clump clump = new Clump(x, y, 1.2 + 1.2 * chance.nextDouble(), light);
            double hairline = -17.6 + 0.042 * x * x;
            boolean overFace = y > hairline - clump.radius - 0.2 && Math.abs(x) < 18.4;
            if (!overFace && Math.hypot(x, y + 8) < 20.5) {
                capCoils.add(clump);
            } else if (!overFace && y < 9) {
                backCoils.add(clump);
            }
        }
    }

    @Override
    public void behind(Easel easel, Sitting sitting) {
        Shape all = sitting.head().plane(-5).trace(mass).path();
        easel.cel(palette.hairRim(), all);
        easel.fill(all, -0.7, 0.4, palette.hairShade());
        Pen lit = sitting.head().plane(-5).from(-40, 12).line(-40, -50).line(14, -50);
        lit.through(19, -30, 17.5, -20, 12, -8, 4, 4, -16, 10);
        easel.fill(lit.close().path(), palette.hair());
        sickles(easel, () -> sitting.head().plane(-4), backCoils);
        easel.join();
    }

    @Override
    public void before(Easel easel, Sitting sitting) {
        Shape cap = cap(sitting);
        easel.cel(palette.hair(), cap);
        Pen dark = sitting.head().face(0).from(13, -40);
        dark.through(17.5, -24, 12, -17, 14.6, -10, 16, 6);
        easel.fill(dark.line(40, 6).line(40, -40).close().path(), palette.hairShade());
        sickles(easel, () -> sitting.head().face(0.5), capCoils);
        easel.join();
    }

    @Override
    public Shape shadowCaster(Sitting sitting) {
        return cap(sitting);
    }

    @Override
    public boolean showsEars() {
        return true;
    }

    private void sickles(Easel easel, Supplier<Pen> pens, List<Clump> coils) {
        Pen shade = pens.get();
        Pen light = pens.get();
        Pen dim = pens.get();
        Pen glint = pens.get();
        for (Clump coil : coils) {
            shade.crescent(coil.x, coil.y, coil.radius, LAMP + Math.PI, 0.75);
            (coil.light > 0.42 ? light : dim).crescent(coil.x, coil.y, coil.radius, LAMP, 0.3 + 0.36 * coil.light);
            if (coil.light > 0.7) {
                glint.crescent(coil.x, coil.y, coil.radius * 0.55, LAMP + 0.4, 0.34);
            }
        }
        easel.fill(shade.path(), Tone.glaze(palette.hairShade(), 0.9));
        easel.fill(dim.path(), Tone.glaze(palette.sheen(), 0.22));
        easel.fill(light.path(), Tone.glaze(palette.sheen(), 0.62));
        easel.fill(glint.path(), Tone.glaze(palette.sheen(), 0.8));
    }

    private Shape cap(Sitting sitting) {
        Pen pen = sitting.head().face(0.4);
        double[] rest = new double[HAIRLINE.length - 2];
        System.arraycopy(HAIRLINE, 2, rest, 0, rest.length);
        pen.from(HAIRLINE[0], HAIRLINE[1]).through(rest);
        pen.through(
                20,
                -7,
                19.4,
                -15,
                14.4,
                -24.5,
                5,
                -29,
                -5,
                -29,
                -14.4,
                -24.5,
                -19.4,
                -15,
                -20,
                -7,
                HAIRLINE[0],
                HAIRLINE[1]);
        pen.close();
        return clumps(pen, edgeClumps);
    }

    private static Shape clumps(Pen pen, List<Clump> clumps) {
        clumps.forEach(clump -> pen.oval(clump.x, clump.y, clump.radius, clump.radius));
        return pen.path();
    }
}
