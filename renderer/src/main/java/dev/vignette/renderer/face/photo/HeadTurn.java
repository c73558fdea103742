package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.motion.Expression.HeadPose;

/**
 * The head's pose as shifts of places: tilt about the neck, turning and nodding as a slide that is strongest where
 * the face comes forward.
 */
record HeadTurn(double dx, double dy, double sine, double cosine, Point neck) {
    /** Share of the roll that is shown: what is behind the head cannot be uncovered. */
    private static final double TILT = 0.4;

    private static final double SLIDE = 0.005;
    private static final double RELIEF = 0.011;

    HeadTurn(HeadPose pose, Similarity frame, double chin) {
        this(
                frame.scale() * Math.clamp(pose.yaw(), -6, 6),
                frame.scale() * Math.clamp(pose.pitch(), -6, 6),
                Math.sin(Math.toRadians(Math.clamp(TILT * pose.roll(), -1.5, 1.5))),
                Math.cos(Math.toRadians(Math.clamp(TILT * pose.roll(), -1.5, 1.5))),
                frame.at(0, chin + 0.2));
    }

    double dx(double x, double y, double head, double depth) {
        double turned = cosine * (x - neck.x()) - sine * (y - neck.y()) + neck.x();
        return head * (turned - x) + dx * (SLIDE * head + RELIEF * depth);
    }

    double dy(double x, double y, double head, double depth) {
        double turned = sine * (x - neck.x()) + cosine * (y - neck.y()) + neck.y();
        return head * (turned - y) + dy * (SLIDE * head + RELIEF * depth);
    }
}
