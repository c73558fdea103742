package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.photo.Landmarks.Eye;

/** The shape of an eye's opening and how its lids move, in face units relative to the iris. */
final class Lids {
    /** A closed lid reaches a little over the measured lower one: too far is skin on skin, too short shows the eye. */
    private static final double OVERLAP = 0.015;

    /** The corners of an eye are a little below the middle of the iris. */
    private static final double CORNER = 0.015;

    private Lids() {}

    /** v of the upper lid's edge at {@code s} from −1 (left corner) to 1 (right corner). */
    static double upper(Eye eye, double s) {
        return CORNER - (eye.upper() + CORNER) * arch(s);
    }

    static double lower(Eye eye, double s) {
        return CORNER + (eye.lower() - CORNER) * arch(s);
    }

    private static double arch(double s) {
        double inside = 1 - s * s;
        return inside <= 0 ? 0 : Math.pow(inside, 0.62);
    }

    /** How far down the lid's skin at {@code place} (relative to the iris) goes when the eye closes. */
    static double drop(Eye eye, Point place) {
        double s = place.x() / eye.halfWidth();
        double height = lower(eye, s) - upper(eye, s);
        double away = (upper(eye, s) - place.y()) / eye.fold();
        if (away > 1 || away < -1e-6) {
            return 0;
        }
        double left = 1 - Math.max(0, away);
        return (height + OVERLAP * arch(s)) * left * (2 - left) * left;
    }

    /** How much {@code place} belongs to the eyeball: 1 at the iris, 0 at the lids and corners. */
    static double inside(Eye eye, Point place) {
        Point out = place.minus(eye.iris());
        double s = out.x() / eye.halfWidth();
        double tall = out.y() > 0 ? lower(eye, s) : -upper(eye, s);
        double v = tall <= 0 ? 1 : Math.abs(out.y()) / tall;
        return Math.max(0, 1 - s * s) * Math.clamp(1.6 * (1 - v * v), 0, 1);
    }
}
