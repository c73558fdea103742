package dev.vignette.renderer.face.photo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Delaunay triangulation by insertion (Bowyer 1981, Watson 1981); quadratic, which some hundred points allow. */
final class Delaunay {
    /** Corners as indices into the points, counter-clockwise or clockwise alike. */
    record Triangle(int a, int b, int c) {}

    private record Edge(int from, int to) {}

    private Delaunay() {}

    static List<Triangle> of(List<Point> points) {
        List<Point> all = new ArrayList<>(points);
        double far = points.stream().mapToDouble(Point::length).max().orElse(1) * 20 + 1;
        int first = all.size();
        all.add(new Point(-far, -far));
        all.add(new Point(far, -far));
        all.add(new Point(0, 2 * far));
        List<Triangle> triangles = new ArrayList<>(List.of(new Triangle(first, first + 1, first + 2)));
        for (int point = 0; point < first; point++) {
            insert(all, triangles, point);
        }
        triangles.removeIf(t -> t.a >= first || t.b >= first || t.c >= first);
        return triangles;
    }

    private static void insert(List<Point> points, List<Triangle> triangles, int point) {
        Point place = points.get(point);
        List<Triangle> broken = new ArrayList<>();
        for (Triangle triangle : triangles) {
            if (inCircle(points.get(triangle.a), points.get(triangle.b), points.get(triangle.c), place)) {
                broken.add(triangle);
            }
        }
        // The rim of the hole: edges that only one broken triangle has.
        Set<Edge> rim = new LinkedHashSet<>();
        for (Triangle t : broken) {
            for (Edge edge : List.of(new Edge(t.a, t.b), new Edge(t.b, t.c), new Edge(t.c, t.a))) {
                if (!rim.remove(new Edge(edge.to, edge.from))) {
                    rim.add(edge);
                }
            }
        }
        triangles.removeAll(broken);
        for (Edge edge : rim) {
            triangles.add(new Triangle(edge.from, edge.to, point));
        }
    }

    private static boolean inCircle(Point a, Point b, Point c, Point p) {
        double ax = a.x() - p.x();
        double ay = a.y() - p.y();
        double bx = b.x() - p.x();
        double by = b.y() - p.y();
        double cx = c.x() - p.x();
        double cy = c.y() - p.y();
        double determinant = (ax * ax + ay * ay) * (bx * cy - cx * by)
                - (bx * bx + by * by) * (ax * cy - cx * ay)
                + (cx * cx + cy * cy) * (ax * by - bx * ay);
        double turn = (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y());
        return turn > 0 ? determinant > 1e-9 : determinant < -1e-9;
    }
}
