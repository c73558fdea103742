package dev.vignette.renderer.face.sketch;

import dev.vignette.renderer.face.motion.Expression.HeadPose;
import java.awt.geom.Point2D;

/**
 * Where a point of the drawing lands in the frame. The drawing is measured in hundredths of the square frame's side, with its origin
 * between the eyes, x to the viewer's right, y down and z towards the viewer; turning is a true rotation about the top of the
 * spine followed by a parallel projection, so that what lies nearer to the viewer moves further (2.5-D parallax).
 */
final class Pose {
    /** Top of the spine, about which a head turns, nods and tilts. */
    private static final double PIVOT_Y = 19;

    private static final double PIVOT_Z = -5;

    private final View view;
    private final double sinYaw;
    private final double cosYaw;
    private final double sinPitch;
    private final double cosPitch;
    private final double sinRoll;
    private final double cosRoll;
    private final double shiftX;
    private final double shiftY;

    private Pose(View view, double yaw, double pitch, double roll, double shiftX, double shiftY) {
        this.view = view;
        sinYaw = Math.sin(Math.toRadians(yaw));
        cosYaw = Math.cos(Math.toRadians(yaw));
        sinPitch = Math.sin(Math.toRadians(pitch));
        cosPitch = Math.cos(Math.toRadians(pitch));
        sinRoll = Math.sin(Math.toRadians(roll));
        cosRoll = Math.cos(Math.toRadians(roll));
        this.shiftX = shiftX;
        this.shiftY = shiftY;
    }

    static Pose head(View view, Rig.Head rest, HeadPose turn, double breath) {
        return new Pose(
                view,
                rest.turn() + turn.yaw(),
                rest.nod() + turn.pitch(),
                rest.tilt() + turn.roll(),
                turn.yaw() * 0.05,
                -0.12 * breath);
    }

    /** Shoulders lean against the head, follow its turns a little and rise with the breath. */
    static Pose body(View view, Rig.Head rest, HeadPose turn, double breath) {
        double counter = -0.55 * rest.tilt();
        return new Pose(view, turn.yaw() * 0.12, 0, counter + turn.roll() * 0.08, -0.1 * rest.turn(), -0.3 * breath);
    }

    double scale() {
        return view.scale();
    }

    View view() {
        return view;
    }

    Point2D.Double place(double x, double y, double z) {
        double depth = z - PIVOT_Z;
        double turnedX = x * cosYaw + depth * sinYaw;
        double turnedZ = depth * cosYaw - x * sinYaw;
        double noddedY = (y - PIVOT_Y) * cosPitch + turnedZ * sinPitch;
        double tiltedX = turnedX * cosRoll - noddedY * sinRoll;
        double tiltedY = turnedX * sinRoll + noddedY * cosRoll;
        return new Point2D.Double(view.x(tiltedX + shiftX), view.y(tiltedY + PIVOT_Y + shiftY));
    }

    /** A pen whose strokes lie on the plane {@code z}. */
    Pen plane(double z) {
        return new Pen(this, (x, y) -> z);
    }

    /** A pen whose strokes lie {@code above} the rounded surface of a face. */
    Pen face(double above) {
        return new Pen(this, (x, y) -> above + surface(x, y));
    }

    Pen pen(Pen.Depth depth) {
        return new Pen(this, depth);
    }

    static double surface(double x, double y) {
        double across = x / 20;
        double along = (y - 3) / 32;
        return 14 * Math.sqrt(Math.max(0.02, 1 - across * across - along * along));
    }
}
