package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.geom.Point2D;

/** A nose as an illustrator sets it down: the plane in shade, the plane below, two nostrils, two lights. */
final class NosePainter implements Feature {
    private static final double JUT = 5.5;

    private final Rig.Nose rest;
    private final Palette palette;

    NosePainter(Rig rig) {
        this.rest = rig.nose();
        this.palette = rig.palette();
    }

    @Override
    public void paint(Easel easel, Sitting sitting) {
        double half = rest.width() / 2;
        double end = rest.length();
        Color shade = Tone.glaze(palette.shade(), 0.12 + 0.72 * rest.bridge());
        Color deep = palette.deepShade();
        easel.fill(
                pen(sitting)
                        .from(3.9, -5.6)
                        .curve(2.0, -3.8, 1.5, -1.2, 1.6, 2)
                        .curve(1.7, 5, 1.5, 7.2, half * 0.44, end - 3.2)
                        .curve(half * 0.42, end - 1.6, half * 0.6, end - 0.9, half, end - 1)
                        .curve(half * 1.12, end - 2.4, half * 0.86, end - 3.8, half * 0.7, end - 4.8)
                        .curve(half * 0.62, 5, 2.8, 2, 3.3, -1.2)
                        .curve(3.6, -3, 4.2, -4.4, 3.9, -5.6)
                        .close()
                        .path(),
                shade);
        easel.glow(at(sitting, 0, end - 2.6), half * 1.05, 2.9, Tone.glaze(palette.blush(), 0.34));
        // The plane that looks down, from wing to wing.
        easel.fill(
                pen(sitting)
                        .from(-half, end - 1.5)
                        .curve(-half * 0.98, end - 0.35, -half * 0.62, end - 0.1, -half * 0.4, end - 0.05)
                        .curve(-half * 0.2, end + 0.75, half * 0.2, end + 0.75, half * 0.4, end - 0.05)
                        .curve(half * 0.62, end - 0.1, half * 0.98, end - 0.35, half, end - 1.5)
                        .curve(half * 0.72, end - 1.1, half * 0.5, end - 1.7, half * 0.26, end - 0.75)
                        .curve(half * 0.1, end - 0.4, -half * 0.1, end - 0.4, -half * 0.26, end - 0.75)
                        .curve(-half * 0.5, end - 1.6, -half * 0.75, end - 1.0, -half, end - 1.5)
                        .close()
                        .path(),
                Tone.glaze(deep, 0.5));
        for (int side = -1; side <= 1; side += 2) {
            easel.fill(
                    pen(sitting)
                            .mirrored(side)
                            .from(half * 0.22, end - 0.3)
                            .curve(half * 0.34, end - 1.05, half * 0.62, end - 1.1, half * 0.72, end - 0.6)
                            .curve(half * 0.62, end - 0.3, half * 0.38, end + 0.05, half * 0.22, end - 0.3)
                            .close()
                            .path(),
                    Tone.glaze(Tone.mix(deep, palette.ink(), 0.6), 0.85));
            easel.fill(
                    pen(sitting)
                            .mirrored(side)
                            .from(half * 0.92, end - 3.1)
                            .brush(0.4, half * 1.12, end - 2.4, half * 1.14, end - 1.2, half * 0.86, end - 0.7)
                            .path(),
                    Tone.glaze(deep, side < 0 ? 0.4 : 0.6));
        }
        easel.glow(at(sitting, -half * 0.2, end - 3.1), half * 0.42, 1.25, Tone.glaze(palette.shine(), 0.85));
        easel.fill(
                pen(sitting)
                        .from(-0.5, -1.2)
                        .brush(0.75, -0.75, 1.5, -0.75, 4, -0.6, 6.6)
                        .path(),
                Tone.glaze(palette.shine(), 0.14 + 0.4 * rest.bridge()));
    }

    private Pen pen(Sitting sitting) {
        return sitting.head().pen((x, y) -> Pose.surface(x, y) + jut(x, y));
    }

    private Point2D at(Sitting sitting, double x, double y) {
        return sitting.head().place(x, y, Pose.surface(x, y) + jut(x, y));
    }

    private double jut(double x, double y) {
        double down = Math.clamp((y + 4) / (rest.length() + 2), 0, 1);
        double middle = Math.clamp(1 - Math.abs(x) / (rest.width() * 0.62), 0, 1);
        return JUT * down * middle;
    }
}
