package dev.vignette.renderer.face.sketch;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;

/** Draws a path in the drawing's measures and lays it, point by point, where the {@link Pose} puts it in the frame. */
final class Pen {
    /** How near to the viewer a point lies, in the drawing's measures. */
    @FunctionalInterface
    interface Depth {
        double at(double x, double y);
    }

    /** Distance of a cubic's handles that makes a quarter circle. */
    private static final double ROUND = 0.5523;

    private final Pose pose;
    private final Depth depth;
    private final Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    private double side = 1;
    private double originX;
    private double originY;
    private double slope;
    private double x;
    private double y;

    Pen(Pose pose, Depth depth) {
        this.pose = pose;
        this.depth = depth;
    }

    /**
     * Measures from ({@code x}, {@code y}) on and, where {@code side} is −1, from right to left; {@code slope} lifts what lies
     * outward by so much per unit.
     */
    Pen local(double side, double x, double y, double slope) {
        this.side = side;
        originX = x;
        originY = y;
        this.slope = slope;
        return this;
    }

    Pen mirrored(double side) {
        return local(side, 0, 0, 0);
    }

    Pen from(double toX, double toY) {
        Point2D.Double p = place(toX, toY);
        path.moveTo(p.x, p.y);
        return moved(toX, toY);
    }

    Pen line(double toX, double toY) {
        Point2D.Double p = place(toX, toY);
        path.lineTo(p.x, p.y);
        return moved(toX, toY);
    }

    Pen curve(double x1, double y1, double x2, double y2, double toX, double toY) {
        Point2D.Double a = place(x1, y1);
        Point2D.Double b = place(x2, y2);
        Point2D.Double p = place(toX, toY);
        path.curveTo(a.x, a.y, b.x, b.y, p.x, p.y);
        return moved(toX, toY);
    }

    /** A smooth line (Catmull–Rom) from where the pen is through every given point, x and y in turn. */
    Pen through(double... xy) {
        double[] all = new double[xy.length + 2];
        all[0] = x;
        all[1] = y;
        System.arraycopy(xy, 0, all, 2, xy.length);
        int points = all.length / 2;
        for (int i = 0; i < points - 1; i++) {
            segment(all, Math.max(0, i - 1), i, i + 1, Math.min(points - 1, i + 2));
        }
        return this;
    }

    /** A smooth closed line through every given point. */
    Pen loop(double... xy) {
        int points = xy.length / 2;
        from(xy[0], xy[1]);
        for (int i = 0; i < points; i++) {
            segment(xy, (i + points - 1) % points, i, (i + 1) % points, (i + 2) % points);
        }
        return close();
    }

    Pen oval(double centreX, double centreY, double radiusX, double radiusY) {
        double handleX = radiusX * ROUND;
        double handleY = radiusY * ROUND;
        double right = centreX + radiusX;
        double left = centreX - radiusX;
        double top = centreY - radiusY;
        double bottom = centreY + radiusY;
        from(right, centreY);
        curve(right, centreY - handleY, centreX + handleX, top, centreX, top);
        curve(centreX - handleX, top, left, centreY - handleY, left, centreY);
        curve(left, centreY + handleY, centreX - handleX, bottom, centreX, bottom);
        curve(centreX + handleX, bottom, right, centreY + handleY, right, centreY);
        return close();
    }

    /** A brush stroke from the pen's place through the given points that is {@code width} thick in the middle and sharp at its ends. */
    Pen brush(double width, double x1, double y1, double x2, double y2, double toX, double toY) {
        double fromX = x;
        double fromY = y;
        double dx = toX - fromX;
        double dy = toY - fromY;
        double length = Math.max(1e-6, Math.sqrt(dx * dx + dy * dy));
        double offX = -dy / length * width * 0.66;
        double offY = dx / length * width * 0.66;
        curve(x1 - offX, y1 - offY, x2 - offX, y2 - offY, toX, toY);
        curve(x2 + offX, y2 + offY, x1 + offX, y1 + offY, fromX, fromY);
        return close();
    }

    /** A sickle on the circle around a centre, thickest at {@code angle} (radians) and 150° long. */
    Pen crescent(double centreX, double centreY, double radius, double angle, double width) {
        double reach = Math.toRadians(75);
        double far = radius * 1.34;
        double lean = Math.toRadians(30);
        from(centreX + radius * Math.cos(angle - reach), centreY + radius * Math.sin(angle - reach));
        return brush(
                width,
                centreX + far * Math.cos(angle - lean),
                centreY + far * Math.sin(angle - lean),
                centreX + far * Math.cos(angle + lean),
                centreY + far * Math.sin(angle + lean),
                centreX + radius * Math.cos(angle + reach),
                centreY + radius * Math.sin(angle + reach));
    }

    /** Everything in {@code drawing}, which has straight lines and cubic curves only. */
    Pen trace(Shape drawing) {
        double[] to = new double[6];
        for (PathIterator path = drawing.getPathIterator(null); !path.isDone(); path.next()) {
            switch (path.currentSegment(to)) {
                case PathIterator.SEG_MOVETO -> from(to[0], to[1]);
                case PathIterator.SEG_LINETO -> line(to[0], to[1]);
                case PathIterator.SEG_CUBICTO -> curve(to[0], to[1], to[2], to[3], to[4], to[5]);
                case PathIterator.SEG_CLOSE -> close();
                default -> throw new IllegalArgumentException("The drawing has lines and cubic curves only");
            }
        }
        return this;
    }

    Pen close() {
        path.closePath();
        return this;
    }

    Path2D.Double path() {
        return path;
    }

    private void segment(double[] xy, int before, int from, int to, int after) {
        curve(
                xy[2 * from] + (xy[2 * to] - xy[2 * before]) / 6,
                xy[2 * from + 1] + (xy[2 * to + 1] - xy[2 * before + 1]) / 6,
                xy[2 * to] - (xy[2 * after] - xy[2 * from]) / 6,
                xy[2 * to + 1] - (xy[2 * after + 1] - xy[2 * from + 1]) / 6,
                xy[2 * to],
                xy[2 * to + 1]);
    }

    private Pen moved(double toX, double toY) {
        x = toX;
        y = toY;
        return this;
    }

    private Point2D.Double place(double localX, double localY) {
        double px = side * (originX + localX);
        double py = originY + localY - slope * localX;
        return pose.place(px, py, depth.at(px, py));
    }
}
