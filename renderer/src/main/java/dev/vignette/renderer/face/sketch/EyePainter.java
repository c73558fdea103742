package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** Eyes: white, iris, pupil and light inside the lids' opening, then the lids with their lashes. */
final class EyePainter implements Feature {
    /** How far the iris slides for one degree of gaze; a little more than an eyeball's radius gives, so that it reads. */
    private static final double SLIDE = 0.075;

    private final Rig rig;
    private final Palette palette;

    EyePainter(Rig rig) {
        this.rig = rig;
        this.palette = rig.palette();
    }

    @Override
    public void paint(Easel easel, Sitting sitting) {
        eye(easel, sitting, -1, sitting.expression().eyes().leftLid());
        eye(easel, sitting, 1, sitting.expression().eyes().rightLid());
    }

    private void eye(Easel easel, Sitting sitting, int side, double lid) {
        EyeShape shape = EyeShape.of(rig, sitting.expression(), lid);
        Shape opening = shape.opening(pen(sitting, side));
        if (shape.open()) {
            easel.cel(side < 0 ? palette.white() : Tone.mix(palette.white(), palette.shade(), 0.16), opening);
            ball(easel, sitting, side, shape);
            easel.join();
        }
        lids(easel, sitting, side, shape);
    }

    private void ball(Easel easel, Sitting sitting, int side, EyeShape shape) {
        double radius = rig.eyes().iris();
        Color shadow = Tone.glaze(Tone.mix(palette.shade(), palette.ink(), 0.35), 0.30);
        easel.glow(at(sitting, side, -rig.eyes().width() / 2, 0.5), 2.2, 2, Tone.glaze(palette.blush(), 0.5));
        // The eyes stay on the viewer while the head turns, as eyes do.
        double x = side * rig.eyes().spacing() / 2
                + SLIDE * (sitting.expression().eyes().gazeX() - lookBack(sitting));
        double y = -0.4
                + SLIDE
                        * (sitting.expression().eyes().gazeY()
                                - 0.5 * sitting.expression().head().pitch());
        Pen pen = sitting.head().face(0.4);
        Color rimmed = Tone.mix(palette.iris(), palette.ink(), 0.62);
        easel.fill(pen.oval(x, y, radius, radius * 1.03).path(), rimmed);
        easel.fill(
                sitting.head()
                        .face(0.4)
                        .oval(x, y + 0.05, radius * 0.84, radius * 0.86)
                        .path(),
                palette.iris());
        Point2D low = sitting.head().place(x, y + radius * 0.55, Pose.surface(x, y) + 0.4);
        easel.glow(low, radius * 0.75, radius * 0.55, Tone.glaze(Tone.mix(palette.iris(), palette.rim(), 0.62), 0.75));
        easel.fill(
                sitting.head()
                        .face(0.5)
                        .oval(x, y, radius * 0.46, radius * 0.47)
                        .path(),
                palette.ink());
        // The upper lid's shadow on ball and iris.
        easel.fill(shape.shadow(pen(sitting, side)), shadow);
        Color light = Tone.glaze(Color.WHITE, 0.95);
        easel.fill(
                sitting.head()
                        .face(0.8)
                        .oval(x - radius * 0.36, y - radius * 0.40, radius * 0.27, radius * 0.29)
                        .path(),
                light);
        easel.fill(
                sitting.head()
                        .face(0.8)
                        .oval(x + radius * 0.42, y + radius * 0.44, radius * 0.13, radius * 0.13)
                        .path(),
                Tone.glaze(Color.WHITE, 0.6));
    }

    private void lids(Easel easel, Sitting sitting, int side, EyeShape shape) {
        Color lid = Tone.mix(palette.skin(), palette.shade(), side < 0 ? 0.42 : 0.8);
        easel.fill(shape.lid(pen(sitting, side)), Tone.mix(lid, palette.blush(), 0.12));
        easel.fill(shape.crease(pen(sitting, side)), Tone.glaze(palette.deepShade(), 0.85));
        easel.fill(shape.lowerRim(pen(sitting, side)), Tone.glaze(palette.deepShade(), 0.42));
        Path2D lash = shape.lash(pen(sitting, side));
        easel.fill(lash, palette.ink());
    }

    private double lookBack(Sitting sitting) {
        return rig.head().turn() + sitting.expression().head().yaw();
    }

    private Pen pen(Sitting sitting, int side) {
        return sitting.head()
                .face(0.2)
                .local(
                        side,
                        rig.eyes().spacing() / 2,
                        0,
                        rig.eyes().tilt() / rig.eyes().width());
    }

    private Point2D at(Sitting sitting, int side, double x, double y) {
        double px = side * (rig.eyes().spacing() / 2 + x);
        return sitting.head().place(px, y, Pose.surface(px, y));
    }
}
