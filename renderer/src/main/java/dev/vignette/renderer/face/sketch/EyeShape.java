package dev.vignette.renderer.face.sketch;

import dev.vignette.renderer.face.motion.Expression;
import java.awt.geom.Path2D;

/**
 * The curves of one eye's lids, measured outward from the pupil's resting place. The upper lid is a cubic whose handles sink to
 * those of the closed line, which bends downwards as lids do.
 */
record EyeShape(Rig.Eyes rest, double upperIn, double upperOut, double lower, double closedness) {
    private static final double SHUT = 0.94;
    private static final double SMILE_SQUINT = 0.4;

    static EyeShape of(Rig rig, Expression expression, double lid) {
        Rig.Eyes rest = rig.eyes();
        Expression.Eyes eyes = expression.eyes();
        double squint = SMILE_SQUINT
                * Math.max(0, expression.mouth().smile() + 0.5 * rig.mouth().smile());
        double height = rest.height();
        double closed = Math.clamp(lid + 0.012 * Math.max(0, eyes.gazeY()), 0, 1);
        double lower = height * (0.46 - 0.22 * squint - 0.06 * closed);
        double widen = 0.05 * Math.max(0, expression.brows()) - 0.05 * Math.max(0, -expression.brows());
        double in = -height * (0.70 + widen - 0.06 * squint);
        double out = -height * (0.86 + widen - 0.10 * squint);
        return new EyeShape(rest, in + (lower - in) * closed, out + (lower - out) * closed, lower, closed);
    }

    boolean open() {
        return closedness < SHUT;
    }

    Path2D.Double opening(Pen pen) {
        return lowerBack(upper(pen, 0)).close().path();
    }

    Path2D.Double shadow(Pen pen) {
        double sag = 0.22 * rest.height() * (1 - closedness);
        return upper(pen, -0.4)
                .curve(outX(), upperOut + sag * 1.5, inX(), upperIn + sag * 1.5, inner(), innerY() + 0.3)
                .close()
                .path();
    }

    /** Skin between the fold and the lashes: a sliver when the eye is open, most of the socket when it is shut. */
    Path2D.Double lid(Pen pen) {
        double fold = rest.crease();
        double half = rest.width() / 2;
        double sunk = 1 - 0.3 * closedness;
        double openIn = -0.70 * rest.height() * sunk;
        double openOut = -0.86 * rest.height() * sunk;
        upper(pen, 0.1);
        return pen.line(half + 0.5, -0.5)
                .curve(
                        outX() + 0.6,
                        openOut - fold * 1.2,
                        inX(),
                        openIn - fold * 1.2,
                        inner() + 0.4,
                        innerY() - fold * 0.2)
                .close()
                .path();
    }

    Path2D.Double crease(Pen pen) {
        double fold = rest.crease();
        double sunk = 1 - 0.3 * closedness;
        double in = -0.70 * rest.height() * sunk - fold * 1.2;
        double out = -0.86 * rest.height() * sunk - fold * 1.2;
        double half = rest.width() / 2;
        return pen.from(-half * 0.86, innerY() - fold * 0.9)
                .curve(inX(), in, outX() + 0.6, out, half + 0.7, -0.6)
                .curve(
                        outX() + 0.6,
                        out + 0.46 - 0.2 * closedness,
                        inX(),
                        in + 0.38 - 0.16 * closedness,
                        -half * 0.86,
                        innerY() - fold * 0.9)
                .close()
                .path();
    }

    Path2D.Double lash(Pen pen) {
        double thick = rest.lashes();
        double half = rest.width() / 2;
        double wing = 0.9 * thick;
        upper(pen, 0.12);
        pen.line(half + (wing + 0.35) * (1 - 0.4 * closedness), -wing * (1 - 0.8 * closedness));
        double lift = thick * 1.15;
        return pen.curve(
                        outX() + 0.5,
                        upperOut - lift * 1.15,
                        inX(),
                        upperIn - lift * 0.8,
                        inner() - 0.15,
                        innerY() - 0.05)
                .close()
                .path();
    }

    Path2D.Double lowerRim(Pen pen) {
        double half = rest.width() / 2;
        double thin = 0.16 + 0.12 * rest.lashes();
        return pen.from(half, 0)
                .curve(half * 0.62, lower, -half * 0.38, lower * 1.05, inner() + 0.8, innerY() + 0.2)
                .curve(-half * 0.38, lower * 1.05 + thin, half * 0.66, lower + thin * 1.6, half + 0.25, -0.1)
                .close()
                .path();
    }

    private Pen upper(Pen pen, double down) {
        return pen.from(inner(), innerY()).curve(inX(), upperIn + down, outX(), upperOut + down, rest.width() / 2, 0);
    }

    private Pen lowerBack(Pen pen) {
        double half = rest.width() / 2;
        return pen.curve(half * 0.62, lower, -half * 0.38, lower * 1.05, inner(), innerY());
    }

    private double inner() {
        return -rest.width() / 2;
    }

    private double innerY() {
        return 0.12 * rest.height();
    }

    private double inX() {
        return -0.30 * rest.width();
    }

    private double outX() {
        return 0.20 * rest.width();
    }
}
