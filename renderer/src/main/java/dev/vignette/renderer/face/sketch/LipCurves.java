package dev.vignette.renderer.face.sketch;

import java.awt.geom.Path2D;

/** The outlines of the lips and of what lies between them. */
final class LipCurves {
    private final Lips lips;
    private final double bow;
    private final double half;
    private final double corner;
    /** 0: the curves meet in a sharp corner; 1: an ellipse. */
    private final double oval;

    LipCurves(Lips lips, double bow) {
        this.lips = lips;
        this.bow = bow * (1 - 0.5 * lips.round());
        half = lips.half();
        corner = lips.cornerY();
        oval = Math.clamp(Math.max(lips.round(), 0.85 * Math.min(1, lips.gap() / 6)), 0, 1);
    }

    Path2D.Double upperLip(Pen pen) {
        double top = lips.innerTop() - lips.upper();
        double peak = half * 0.26;
        double outer = 0.66 + 0.2 * oval;
        double climb = 0.34 + 0.34 * oval;
        pen.from(-half, corner)
                .curve(-half * outer, corner + (top - corner) * climb, -peak - half * 0.24, top, -peak, top)
                .curve(-peak * 0.55, top, -peak * 0.4, top + bow, 0, top + bow)
                .curve(peak * 0.4, top + bow, peak * 0.55, top, peak, top)
                .curve(peak + half * 0.24, top, half * outer, corner + (top - corner) * climb, half, corner);
        innerUpperBack(pen, 0.12);
        return pen.close().path();
    }

    Path2D.Double lowerLip(Pen pen) {
        double bottom = lips.innerBottom() + lips.lower();
        pen.from(-half * 0.985, corner + 0.04);
        innerLower(pen, -0.15);
        return pen.curve(
                        half * (0.80 + 0.12 * oval),
                        corner + (bottom - corner) * (0.55 + 0.2 * oval),
                        half * 0.48,
                        bottom,
                        0,
                        bottom)
                .curve(
                        -half * 0.48,
                        bottom,
                        -half * (0.80 + 0.12 * oval),
                        corner + (bottom - corner) * (0.55 + 0.2 * oval),
                        -half * 0.985,
                        corner + 0.04)
                .close()
                .path();
    }

    Path2D.Double opening(Pen pen) {
        pen.from(-half * 0.95, corner);
        innerLower(pen, 0);
        innerUpperBack(pen, 0);
        return pen.close().path();
    }

    Path2D.Double innerShade(Pen pen) {
        double down = Math.min(0.9, lips.gap() * 0.28);
        pen.from(-half, corner - 1.5).line(half, corner - 1.5).line(half * 0.95, corner);
        innerUpperBack(pen, down);
        return pen.close().path();
    }

    /** The dark line where the lips meet, thickest a little off the middle, running out at the corners. */
    Path2D.Double seam(Pen pen) {
        double thick = 0.36;
        double y = lips.innerTop();
        double dip = 0.2 * Math.clamp(1 - 2 * lips.gap(), 0, 1);
        pen.from(-half * 0.97, corner)
                .curve(-half * handle(), mix(0.55, y), -half * 0.42, y - 0.18, -half * 0.14, y - 0.12 + dip * 0.6)
                .curve(-half * 0.05, y - 0.12 + dip, half * 0.05, y - 0.12 + dip, half * 0.14, y - 0.12 + dip * 0.6)
                .curve(half * 0.42, y - 0.18, half * handle(), mix(0.55, y), half * 0.97, corner);
        return pen.curve(half * handle(), mix(0.55, y) + thick, half * 0.42, y + thick, 0, y + dip + thick * 0.8)
                .curve(-half * 0.42, y + thick, -half * handle(), mix(0.55, y) + thick, -half * 0.97, corner)
                .close()
                .path();
    }

    private void innerLower(Pen pen, double raise) {
        double y = lips.innerBottom() + raise;
        pen.curve(-half * handle(), mix(0.62, y), -half * 0.5, y, 0, y)
                .curve(half * 0.5, y, half * handle(), mix(0.62, y), half * 0.95, corner);
    }

    private void innerUpperBack(Pen pen, double lower) {
        double y = lips.innerTop() + lower;
        pen.curve(half * handle(), mix(0.55, y), half * 0.45, y, 0, y)
                .curve(-half * 0.45, y, -half * handle(), mix(0.55, y), -half * 0.95, corner);
    }

    private double handle() {
        return 0.70 + 0.24 * oval;
    }

    private double mix(double part, double y) {
        return corner + (y - corner) * part;
    }
}
