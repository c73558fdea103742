package dev.vignette.renderer.face.sketch;

import dev.vignette.renderer.face.motion.Expression;

/**
 * One frame's state of the sitter, in the drawing's measures: what several features need of an {@link Expression}.
 *
 * @param drop how far the chin is lowered, units
 */
record Sitting(Expression expression, Pose head, Pose body, Lips lips, double drop) {
    /** How far a chin comes down when the mouth is wide open. */
    private static final double FULL_DROP = 4.2;

    static Sitting of(Rig rig, View view, Expression expression) {
        double jaw = Math.clamp(expression.mouth().jaw(), 0, 1);
        return new Sitting(
                expression,
                Pose.head(view, rig.head(), expression.head(), expression.breath()),
                Pose.body(view, rig.head(), expression.head(), expression.breath()),
                Lips.of(rig.mouth(), expression.mouth()),
                FULL_DROP * jaw * (1 - 0.55 * Math.clamp(expression.mouth().press(), 0, 1)));
    }

    /** Where a point of the resting face lies now that the jaw is lowered: nothing moves above the upper lip. */
    double lowered(double y) {
        double part = Math.clamp((y - 6) / 17, 0, 1);
        return y + drop * part * part * (3 - 2 * part);
    }
}
