package dev.vignette.renderer.face.photo;

import java.util.List;

/**
 * A cut in the mesh from corner to corner, as a curve in face units: between the lips, or along the edge of an upper lid.
 *
 * @param curve from the viewer's left corner to the right one, u strictly growing
 */
record Slit(List<Point> curve) {
    Slit {
        curve = List.copyOf(curve);
    }

    Point left() {
        return curve.getFirst();
    }

    Point right() {
        return curve.getLast();
    }

    boolean spans(double u) {
        return u > left().x() && u < right().x();
    }

    /** v of the curve at {@code u}, level beyond the corners. */
    double at(double u) {
        if (u <= left().x()) {
            return left().y();
        }
        for (int i = 1; i < curve.size(); i++) {
            Point before = curve.get(i - 1);
            Point after = curve.get(i);
            if (u <= after.x()) {
                return before.y() + (after.y() - before.y()) * (u - before.x()) / (after.x() - before.x());
            }
        }
        return right().y();
    }

    boolean below(Point place) {
        return place.y() > at(place.x());
    }

    /** Length of the shortest way from one place to another that does not cross the cut, corners being passable. */
    double way(Point from, boolean fromBelow, Point to, boolean toBelow) {
        double straight = from.distanceTo(to);
        if (fromBelow == toBelow || !crossed(from, to)) {
            return straight;
        }
        return Math.min(
                from.distanceTo(left()) + left().distanceTo(to), from.distanceTo(right()) + right().distanceTo(to));
    }

    /** Whether the straight way between places on either side of the curve passes between the corners. */
    private boolean crossed(Point from, Point to) {
        double above = from.y() - at(from.x());
        double below = to.y() - at(to.x());
        double share =
                Math.abs(above) + Math.abs(below) < 1e-9 ? 0.5 : Math.abs(above) / (Math.abs(above) + Math.abs(below));
        return spans(from.x() + (to.x() - from.x()) * share);
    }
}
