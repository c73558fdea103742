package dev.vignette.renderer.face.photo;

import java.util.List;

/**
 * A curve across the face as a function of u, for shading pixel by pixel: made anew for each frame from the moved
 * vertices, so that it takes part in all motion. Level beyond its ends.
 */
final class Outline {
    private final double[] us;
    private final double[] vs;

    Outline(List<Integer> vertices, double[] moved, Similarity frame) {
        us = new double[vertices.size()];
        vs = new double[vertices.size()];
        for (int i = 0; i < us.length; i++) {
            int vertex = vertices.get(i);
            Point place = frame.inverse(new Point(moved[2 * vertex], moved[2 * vertex + 1]));
            us[i] = place.x();
            vs[i] = place.y();
        }
    }

    double left() {
        return us[0];
    }

    double right() {
        return us[us.length - 1];
    }

    double lowest() {
        double lowest = vs[0];
        for (double v : vs) {
            lowest = Math.max(lowest, v);
        }
        return lowest;
    }

    double highest() {
        double highest = vs[0];
        for (double v : vs) {
            highest = Math.min(highest, v);
        }
        return highest;
    }

    /** v at {@code u}, by cubic Hermite pieces so that no corners of the mesh are seen. */
    double at(double u) {
        int last = us.length - 1;
        if (u <= us[0]) {
            return vs[0];
        }
        if (u >= us[last]) {
            return vs[last];
        }
        int i = 1;
        while (us[i] < u) {
            i++;
        }
        double width = us[i] - us[i - 1];
        double t = (u - us[i - 1]) / width;
        double before = slope(i - 1) * width;
        double after = slope(i) * width;
        double rise = vs[i] - vs[i - 1];
        return vs[i - 1] + t * (before + t * (3 * rise - 2 * before - after + t * (before + after - 2 * rise)));
    }

    private double slope(int i) {
        int a = Math.max(0, i - 1);
        int b = Math.min(us.length - 1, i + 1);
        return us[b] - us[a] < 1e-9 ? 0 : (vs[b] - vs[a]) / (us[b] - us[a]);
    }
}
