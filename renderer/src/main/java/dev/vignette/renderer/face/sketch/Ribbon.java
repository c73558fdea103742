package dev.vignette.renderer.face.sketch;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.Arrays;

/**
 * The outline of a smooth line drawn with a round tip: points half the thickness to its left, and back on its right. Lines with
 * sharp corners are not for it. Not safe for more than one thread.
 */
final class Ribbon {
    private static final int CHORDS = 24;
    private static final int CAP = 6;

    private final double[] segment = new double[6];
    private double[] line = new double[256];
    private double[] outline = new double[1024];
    private int lineEnd;
    private int outlineEnd;
    private boolean closed;

    /** Lays out the line {@code shape}, {@code thickness} pixels wide and moved by so many pixels. */
    void lay(Shape shape, double thickness, double dx, double dy) {
        read(shape);
        for (int i = 0; i < lineEnd; i += 2) {
            line[i] += dx;
            line[i + 1] += dy;
        }
        int points = lineEnd / 2;
        outlineEnd = 0;
        double half = thickness / 2;
        int last = closed ? points : points - 1;
        for (int i = 0; i <= last; i++) {
            offset(i % points, points, half);
        }
        if (!closed) {
            cap(points - 1, points, half, 1);
        }
        for (int i = last; i >= 0; i--) {
            offset(i % points, points, -half);
        }
        if (!closed) {
            cap(0, points, -half, -1);
        }
    }

    /** Corners of the outline, x and y in turn, valid until the next {@link #lay}. */
    double[] outline() {
        return outline;
    }

    /** Numbers in {@link #outline()}. */
    int length() {
        return outlineEnd;
    }

    private void read(Shape shape) {
        lineEnd = 0;
        closed = false;
        PathIterator path = shape.getPathIterator(null);
        for (; !path.isDone(); path.next()) {
            switch (path.currentSegment(segment)) {
                case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> point(segment[0], segment[1]);
                case PathIterator.SEG_CUBICTO -> curve();
                case PathIterator.SEG_CLOSE -> closed = true;
                default -> throw new IllegalArgumentException("The drawing has lines and cubic curves only");
            }
        }
        if (closed && lineEnd > 2 && near(0, lineEnd - 2)) {
            lineEnd -= 2;
        }
    }

    private boolean near(int a, int b) {
        return Math.abs(line[a] - line[b]) + Math.abs(line[a + 1] - line[b + 1]) < 1e-6;
    }

    private void point(double x, double y) {
        if (lineEnd == line.length) {
            line = Arrays.copyOf(line, 2 * lineEnd);
        }
        line[lineEnd++] = x;
        line[lineEnd++] = y;
    }

    private void curve() {
        double x = line[lineEnd - 2];
        double y = line[lineEnd - 1];
        for (int i = 1; i <= CHORDS; i++) {
            double t = i / (double) CHORDS;
            double u = 1 - t;
            double a = u * u * u;
            double b = 3 * u * u * t;
            double c = 3 * u * t * t;
            double d = t * t * t;
            point(
                    a * x + b * segment[0] + c * segment[2] + d * segment[4],
                    a * y + b * segment[1] + c * segment[3] + d * segment[5]);
        }
    }

    /** The corner beside point {@code i}, across the direction between its neighbours. */
    private void offset(int i, int points, double half) {
        int before = closed ? (i + points - 1) % points : Math.max(0, i - 1);
        int after = closed ? (i + 1) % points : Math.min(points - 1, i + 1);
        double dx = line[2 * after] - line[2 * before];
        double dy = line[2 * after + 1] - line[2 * before + 1];
        double length = Math.max(1e-9, Math.sqrt(dx * dx + dy * dy));
        corner(line[2 * i] - dy / length * half, line[2 * i + 1] + dx / length * half);
    }

    /** Half a circle from the side at {@code half} to the other, around the end of the line that lies {@code forward}. */
    private void cap(int i, int points, double half, int forward) {
        int neighbour = forward > 0 ? Math.max(0, points - 2) : Math.min(points - 1, 1);
        double dx = (line[2 * i] - line[2 * neighbour]) * forward;
        double dy = (line[2 * i + 1] - line[2 * neighbour + 1]) * forward;
        double length = Math.max(1e-9, Math.sqrt(dx * dx + dy * dy));
        for (int step = 1; step < CAP; step++) {
            double angle = Math.PI * step / CAP;
            double across = Math.cos(angle) * half / length;
            double along = Math.sin(angle) * half / length;
            corner(line[2 * i] - dy * across + dx * along, line[2 * i + 1] + dx * across + dy * along);
        }
    }

    private void corner(double x, double y) {
        if (outlineEnd == outline.length) {
            outline = Arrays.copyOf(outline, 2 * outlineEnd);
        }
        outline[outlineEnd++] = x;
        outline[outlineEnd++] = y;
    }
}
