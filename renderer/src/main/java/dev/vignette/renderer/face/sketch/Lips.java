package dev.vignette.renderer.face.sketch;

import dev.vignette.renderer.face.motion.Expression;

/**
 * The lips of one frame, in the drawing's measures.
 *
 * @param half from the middle to a corner
 * @param cornerY height of the corners
 * @param line where closed lips meet, in the middle
 * @param innerTop lower edge of the upper lip in the middle
 * @param innerBottom upper edge of the lower lip in the middle
 * @param upper thickness of the upper lip
 * @param lower thickness of the lower lip
 * @param round 0…1
 */
record Lips(
        double half,
        double cornerY,
        double line,
        double innerTop,
        double innerBottom,
        double upper,
        double lower,
        double round) {
    private static final double WIDEST_GAP = 8.6;
    private static final double LEAST_GAP = 0.06;

    static Lips of(Rig.Mouth rest, Expression.Mouth mouth) {
        double smile = rest.smile() + mouth.smile();
        double loose = 1 - Math.clamp(mouth.press(), 0, 1);
        double parted = loose * Math.clamp(mouth.jaw(), 0, 1);
        double round = Math.clamp(mouth.rounding(), 0, 1);
        // Bared teeth, a raised lip and a protruded tongue need a gap even when the jaw is all but closed.
        double bared = loose * (1.5 * mouth.teeth() + 0.9 * mouth.upperLip() + 0.9 * mouth.tongueOut());
        double bite = Math.clamp(mouth.lowerTuck(), 0, 1) * loose;
        double rounded = loose * round * 1.1;
        double gap =
                WIDEST_GAP * parted * (1 - 0.12 * round) + (bared * (1 - 0.55 * bite) + rounded) * (1 - 0.7 * parted);
        double half = rest.width()
                / 2
                * (1 + 0.17 * mouth.width() + 0.09 * smile - 0.4 * round - 0.07 * parted)
                * (1 - 0.03 * (1 - loose));
        double line = rest.line();
        double lift = 0.16 * gap + 0.5 * mouth.upperLip() * loose + 0.35 * bite;
        double fall = gap - 0.16 * gap - 0.35 * bite * (1 - parted);
        double corner = line - 0.25 - 1.2 * smile + 0.22 * gap;
        return new Lips(
                half,
                corner + (line + 0.34 * gap - 0.3 * smile - corner) * 0.8 * round,
                line,
                line - lift,
                Math.max(line - lift + LEAST_GAP, line + fall),
                rest.upper() * (1 + 0.08 * round - 0.3 * (1 - loose) - 0.12 * Math.max(0, mouth.width())),
                rest.lower() * (1 + 0.06 * round - 0.24 * (1 - loose) - 0.45 * bite),
                round);
    }

    double gap() {
        return innerBottom - innerTop;
    }
}
