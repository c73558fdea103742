package dev.vignette.renderer.face.sketch;

import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.Expression.Eyes;
import dev.vignette.renderer.face.motion.Expression.HeadPose;
import dev.vignette.renderer.face.motion.Expression.Mouth;

/** Expressions that differ from rest in one thing. */
final class Poses {
    private Poses() {}

    static Expression mouth(Mouth mouth) {
        return new Expression(mouth, Eyes.OPEN, 0, HeadPose.STRAIGHT, 0);
    }

    static Expression jaw(double jaw, double press) {
        return mouth(new Mouth(jaw, 0, 0, 0, 0, press, 0, 0, 0, 0.1));
    }

    static Expression smile(double smile) {
        return mouth(new Mouth(0, 0.2 * smile, 0, 0, 0, 0.2, 0, 0, 0, smile));
    }

    static Expression laugh() {
        return mouth(new Mouth(0.3, 0.5, 0, 0.4, 0, 0, 0.6, 0, 0, 1));
    }

    static Expression lids(double left, double right) {
        return new Expression(Mouth.REST, new Eyes(left, right, 0, 0), 0, HeadPose.STRAIGHT, 0);
    }

    static Expression gaze(double x, double y) {
        return new Expression(Mouth.REST, new Eyes(0, 0, x, y), 0, HeadPose.STRAIGHT, 0);
    }

    static Expression brows(double brows) {
        return new Expression(Mouth.REST, Eyes.OPEN, brows, HeadPose.STRAIGHT, 0);
    }

    static Expression head(double yaw, double pitch, double roll) {
        return new Expression(Mouth.REST, Eyes.OPEN, 0, new HeadPose(yaw, pitch, roll), 0);
    }

    static Expression breath(double breath) {
        return new Expression(Mouth.REST, Eyes.OPEN, 0, HeadPose.STRAIGHT, breath);
    }
}
