package dev.vignette.renderer.face.photo;

/** A place or a shift in the plane; what the axes and the unit are is said where it is used. */
record Point(double x, double y) {
    static final Point ZERO = new Point(0, 0);

    Point plus(Point other) {
        return new Point(x + other.x, y + other.y);
    }

    Point plus(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }

    Point minus(Point other) {
        return new Point(x - other.x, y - other.y);
    }

    Point times(double factor) {
        return new Point(x * factor, y * factor);
    }

    double distanceTo(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    double length() {
        return Math.hypot(x, y);
    }
}
