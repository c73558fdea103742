package dev.vignette.renderer.face.sketch;

import dev.vignette.renderer.face.motion.Expression;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;

/** The mouth: what is seen between the lips, from the back forward, then the lips. */
final class MouthPainter implements Feature {
    static final Color ENAMEL = new Color(0xF7F0E6);
    private static final Color TONGUE = new Color(0xC4605F);
    static final Color CAVITY = new Color(0x3A0F16);

    private final Rig rig;
    private final Palette palette;

    MouthPainter(Rig rig) {
        this.rig = rig;
        this.palette = rig.palette();
    }

    @Override
    public void paint(Easel easel, Sitting sitting) {
        Lips lips = sitting.lips();
        LipCurves curves = new LipCurves(lips, rig.mouth().bow());
        Color upper = Tone.mix(palette.lips(), palette.deepShade(), 0.38);
        under(easel, sitting, lips);
        easel.fill(curves.lowerLip(pen(sitting)), palette.lips());
        easel.fill(curves.upperLip(pen(sitting)), upper);
        Shape opening = curves.opening(pen(sitting));
        if (lips.gap() > 0.1) {
            easel.cel(cavity(), opening);
            inside(easel, sitting, lips, curves);
            easel.join();
        }
        light(easel, sitting, lips);
        easel.fill(curves.seam(pen(sitting)), Tone.mix(upper, palette.ink(), 0.62));
        tongueTip(easel, sitting, lips);
        corners(easel, sitting, lips);
    }

    /** The shadow that the lower lip throws on the chin. */
    private void under(Easel easel, Sitting sitting, Lips lips) {
        double y = lips.innerBottom() + lips.lower() + 1.1;
        easel.glow(
                sitting.head().place(0.3, y, Pose.surface(0, y)),
                lips.half() * 0.72,
                1.5,
                Tone.glaze(rig.beard() == Rig.Beard.FULL ? palette.hairShade() : palette.deepShade(), 0.55));
    }

    private void inside(Easel easel, Sitting sitting, Lips lips, LipCurves curves) {
        Expression.Mouth mouthing = sitting.expression().mouth();
        double gap = lips.gap();
        double wide = lips.half() * 0.86;
        double teeth = Math.clamp(mouthing.teeth(), 0, 1);
        double up = Math.clamp(mouthing.tongueUp(), 0, 1);
        double shown = Math.min(
                gap * (0.62 + 0.38 * mouthing.lowerTuck()),
                (0.35 + 0.17 * gap + 0.9 * teeth + 0.5 * mouthing.upperLip()) * (1 - 0.75 * lips.round() * (1 - teeth))
                        + mouthing.lowerTuck());
        double below = Math.min(gap * 0.34, 1.5 * Math.max(0, teeth - 0.3)) * (1 - mouthing.lowerTuck());
        double tongueTop =
                lips.innerBottom() - gap * (0.34 + 0.12 * (1 - lips.round())) * (1 - up) - up * (gap - shown * 0.85);
        easel.fill(
                pen(sitting)
                        .from(-wide * 0.78, lips.innerBottom() + 1.5)
                        .curve(-wide * 0.72, tongueTop - 0.2, -wide * 0.3, tongueTop, 0, tongueTop + 0.16)
                        .curve(
                                wide * 0.3,
                                tongueTop,
                                wide * 0.72,
                                tongueTop - 0.2,
                                wide * 0.78,
                                lips.innerBottom() + 1.5)
                        .close()
                        .path(),
                Tone.mix(TONGUE, cavity(), 0.18));
        easel.glow(
                sitting.head().place(-0.3, tongueTop + 0.9, Pose.surface(0, 17)),
                wide * 0.4,
                0.9,
                Tone.glaze(palette.blush(), 0.4));
        teeth(easel, sitting, lips.half(), lips.innerTop() - 2, lips.innerTop() + shown, Math.min(0.5, shown * 0.3));
        if (below > 0.12) {
            teeth(easel, sitting, wide, lips.innerBottom() + 2, lips.innerBottom() - below, -0.12);
        }
        // The upper lip's shadow.
        easel.fill(curves.innerShade(pen(sitting)), Tone.glaze(cavity(), 0.32));
    }

    private void teeth(Easel easel, Sitting sitting, double half, double root, double edge, double arc) {
        easel.fill(
                pen(sitting)
                        .from(-half, root)
                        .line(-half, edge - 3.2 * arc)
                        .curve(-half * 0.8, edge - 0.8 * arc, -half * 0.4, edge + 0.2 * arc, 0, edge + 0.2 * arc)
                        .curve(half * 0.4, edge + 0.2 * arc, half * 0.8, edge - 0.8 * arc, half, edge - 3.2 * arc)
                        .line(half, root)
                        .close()
                        .path(),
                ENAMEL);
    }

    private void tongueTip(Easel easel, Sitting sitting, Lips lips) {
        double out = Math.clamp(sitting.expression().mouth().tongueOut(), 0, 1) * Math.clamp(lips.gap() / 0.8, 0, 1);
        if (out > 0.05) {
            double wide = lips.half() * 0.4;
            double top = lips.innerTop() + 0.55 * Math.min(lips.gap(), 1.6);
            double tip = lips.innerBottom() + 0.3 * out;
            easel.fill(
                    pen(sitting)
                            .from(-wide, lips.innerBottom() - 0.15)
                            .curve(-wide * 0.9, top, -wide * 0.4, top, 0, top)
                            .curve(wide * 0.4, top, wide * 0.9, top, wide, lips.innerBottom() - 0.15)
                            .curve(wide * 0.7, tip, wide * 0.3, tip, 0, tip)
                            .curve(-wide * 0.3, tip, -wide * 0.7, tip, -wide, lips.innerBottom() - 0.15)
                            .close()
                            .path(),
                    TONGUE);
        }
    }

    private void light(Easel easel, Sitting sitting, Lips lips) {
        double y = lips.innerBottom() + lips.lower() * 0.46;
        easel.glow(
                sitting.head().place(-lips.half() * 0.16, y, Pose.surface(0, y) + 1),
                lips.half() * 0.42,
                lips.lower() * 0.36,
                Tone.glaze(Tone.mix(palette.lips(), palette.rim(), 0.7), 0.75));
    }

    private void corners(Easel easel, Sitting sitting, Lips lips) {
        for (int side = -1; side <= 1; side += 2) {
            Path2D corner = pen(sitting)
                    .mirrored(side)
                    .from(lips.half() - 0.5, lips.cornerY() + 0.25)
                    .brush(
                            0.42,
                            lips.half() + 0.1,
                            lips.cornerY() + 0.1,
                            lips.half() + 0.5,
                            lips.cornerY() - 0.2,
                            lips.half() + 0.75,
                            lips.cornerY() - 0.5)
                    .path();
            easel.fill(corner, Tone.glaze(palette.deepShade(), 0.7));
        }
    }

    private Color cavity() {
        return Tone.mix(CAVITY, palette.lips(), 0.06);
    }

    private static Pen pen(Sitting sitting) {
        return sitting.head().face(1);
    }
}
