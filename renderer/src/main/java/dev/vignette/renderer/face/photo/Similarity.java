package dev.vignette.renderer.face.photo;

/**
 * Rotation, uniform scale and shift: {@code (u, v) ↦ (x + a·u − b·v, y + b·u + a·v)}. As the frame of a face it maps
 * face units (origin between the eyes, one unit from eye to eye, v downwards along the nose) to pixels.
 */
record Similarity(double a, double b, double x, double y) {

    /** The frame in which ({@code ±½}, 0) are {@code left} and {@code right}. */
    static Similarity between(Point left, Point right) {
        return new Similarity(
                right.x() - left.x(), right.y() - left.y(), (left.x() + right.x()) / 2, (left.y() + right.y()) / 2);
    }

    static Similarity of(Point origin, double scale, double degrees) {
        double angle = Math.toRadians(degrees);
        return new Similarity(scale * Math.cos(angle), scale * Math.sin(angle), origin.x(), origin.y());
    }

    Point at(double u, double v) {
        return new Point(x + a * u - b * v, y + b * u + a * v);
    }

    Point at(Point local) {
        return at(local.x(), local.y());
    }

    /** The shift by {@code (u, v)}, without the frame's origin. */
    Point shift(double u, double v) {
        return new Point(a * u - b * v, b * u + a * v);
    }

    Point inverse(Point pixel) {
        double square = a * a + b * b;
        double dx = pixel.x() - x;
        double dy = pixel.y() - y;
        return new Point((a * dx + b * dy) / square, (a * dy - b * dx) / square);
    }

    /** Pixels per unit. */
    double scale() {
        return Math.hypot(a, b);
    }

    /** Clockwise as seen by the viewer. */
    double degrees() {
        return Math.toDegrees(Math.atan2(b, a));
    }

    /** The same frame after the picture is scaled by {@code factor} and then shifted. */
    Similarity scaled(double factor, double dx, double dy) {
        return new Similarity(a * factor, b * factor, x * factor + dx, y * factor + dy);
    }
}
