package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.photo.Landmarks.Eye;
import dev.vignette.renderer.face.photo.Landmarks.Lips;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The points by which a face is moved, where they rest and how far each {@link Move} at full strength shifts them; face
 * units. Strengths are what natural speech shows: lips part by a fifth of the eye distance (12 mm), not more.
 */
final class Handles {
    private final List<Point> places = new ArrayList<>();
    private final List<Boolean> belowLips = new ArrayList<>();
    private final Map<Move, List<Point>> shifts = new EnumMap<>(Move.class);

    private Handles() {
        for (Move move : Move.values()) {
            shifts.put(move, new ArrayList<>());
        }
    }

    static Handles of(Landmarks face, FaceMesh mesh) {
        Handles handles = new Handles();
        handles.lipEdges(face.lips(), mesh);
        handles.lipBorders(face.lips(), mesh.mouth());
        handles.jaw(face);
        handles.brows(face.left());
        handles.brows(face.right());
        handles.fixed(face);
        return handles;
    }

    List<Point> places() {
        return places;
    }

    boolean belowLips(int handle) {
        return belowLips.get(handle);
    }

    List<Point> shifts(Move move) {
        return shifts.getOrDefault(move, List.of());
    }

    private void lipEdges(Lips lips, FaceMesh mesh) {
        List<Point> curve = mesh.mouth().curve();
        for (int i = 0; i < curve.size(); i++) {
            Point place = curve.get(i);
            double t = (place.x() - lips.middle()) / lips.halfWidth();
            lipEdge(lips, place, t, false);
            if (i > 0 && i < curve.size() - 1) {
                lipEdge(lips, place, t, true);
            }
        }
    }

    private void lipEdge(Lips lips, Point place, double t, boolean lower) {
        double lens = lens(t);
        double corner = t * t;
        add(place, lower);
        set(Move.OPEN, -0.022 * t * corner, (lower ? 0.19 : -0.015) * lens + 0.03 * corner);
        set(Move.UPPER_LIP, 0, lower ? 0 : -0.05 * lens);
        set(Move.NARROW, -0.13 * t, (lower ? 0.012 : -0.012) * lens);
        set(Move.SPREAD, 0.05 * t, -0.006 * corner);
        set(Move.SMILE, 0.03 * t, -0.04 * corner * Math.abs(t));
        set(Move.CLOSE, 0, (lower ? -0.84 : 0.22) * lips.gap() * Math.pow(lens, 0.6));
        set(Move.TUCK, 0, (lower ? -0.006 : -0.03) * lens);
    }

    /** The gap of a mouth over its width: a lens that is a little fuller than a parabola. */
    static double lens(double t) {
        return Math.pow(Math.max(0, 1 - t * t), 0.85);
    }

    private void lipBorders(Lips lips, Slit mouth) {
        double middle = mouth.at(lips.middle());
        for (double t = -0.75; t < 0.8; t += 0.375) {
            double lens = lens(t);
            double u = lips.middle() + t * lips.halfWidth();
            add(new Point(u, mouth.at(u) - (middle - lips.top()) * Math.pow(1 - t * t, 0.6) - 0.02), false);
            set(Move.OPEN, -0.01 * t, -0.01 * lens);
            set(Move.UPPER_LIP, 0, -0.035 * lens);
            set(Move.NARROW, -0.09 * t, -0.016 * lens);
            set(Move.SPREAD, 0.035 * t, 0.004);
            set(Move.SMILE, 0.015 * t, -0.008 * Math.abs(t));
            set(Move.PRESS, 0, 0.022 * lens);
            set(Move.CLOSE, 0, 0.18 * lips.gap() * lens);
            set(Move.TUCK, 0, -0.02 * lens);

            add(new Point(u, mouth.at(u) + (lips.bottom() - middle) * Math.pow(1 - t * t, 0.6) + 0.02), true);
            set(Move.OPEN, -0.015 * t, 0.175 * Math.sqrt(lens));
            set(Move.NARROW, -0.09 * t, 0.02 * lens);
            set(Move.SPREAD, 0.03 * t, -0.008);
            set(Move.SMILE, 0.015 * t, -0.012 * t * t);
            set(Move.PRESS, 0, -0.024 * lens);
            set(Move.CLOSE, 0, -0.75 * lips.gap() * lens);
            set(Move.TUCK, 0, -0.03 * lens);
        }
    }

    private void jaw(Landmarks face) {
        double middle = face.lips().middle();
        double lips = face.lips().at(0).y();
        for (double side : new double[] {-1, -0.5, 0, 0.5, 1}) {
            double full = 1 - 0.35 * side * side;
            add(new Point(middle * 0.8 + 0.42 * side, face.chin() - 0.12 * side * side), true);
            set(Move.OPEN, -0.01 * side, 0.125 * full);
            set(Move.CLOSE, 0, -0.45 * face.lips().gap() * full);
            set(Move.TUCK, 0, -0.012 * full);
            set(Move.NARROW, 0, 0.006);
        }
        for (double side : new double[] {-1, 1}) {
            add(new Point(middle * 0.6 + 0.72 * side, (lips + face.chin()) / 2 - 0.02), true);
            set(Move.OPEN, -0.02 * side, 0.05);
            set(Move.CLOSE, 0, -0.15 * face.lips().gap());
            add(new Point(middle + 0.62 * side, lips - 0.12), false);
            set(Move.OPEN, -0.018 * side, 0.03);
            set(Move.NARROW, -0.035 * side, 0);
            set(Move.SPREAD, 0.012 * side, -0.004);
            set(Move.SMILE, 0.014 * side, -0.022);
        }
    }

    private void brows(Eye eye) {
        for (double s : new double[] {-0.9, 0, 0.9}) {
            add(eye.iris().plus(s * eye.halfWidth(), -0.3), false);
            set(Move.BROWS, 0, -0.035);
        }
    }

    /** What speech does not move: nose, cheek bones, eyes, temples, forehead, ears, neck. */
    private void fixed(Landmarks face) {
        double nose = 0.64 * (face.lips().at(0).y() - face.lips().gap());
        double chin = face.chin();
        double[][] still = {
            {-0.16, nose},
            {0, nose + 0.04},
            {0.16, nose},
            {0, 0.3},
            {0, 0},
            {-0.62, 0.45},
            {0.62, 0.45},
            {-0.98, 0.9},
            {0.98, 0.9},
            {-1.1, 0.3},
            {1.1, 0.3},
            {-0.78, -0.3},
            {0.78, -0.3},
            {0, -0.55},
            {-0.5, -0.65},
            {0.5, -0.65},
            {-0.95, chin - 0.1},
            {0.95, chin - 0.1},
            {-0.6, chin + 0.3},
            {0, chin + 0.42},
            {0.6, chin + 0.3},
            {-1.4, 0},
            {1.4, 0},
            {-1.4, 1.2},
            {1.4, 1.2},
            {-1, chin + 0.6},
            {1, chin + 0.6},
            {0, -1.2}
        };
        for (double[] place : still) {
            add(new Point(place[0], place[1]), place[1] > face.lips().at(0).y());
        }
        for (Eye eye : List.of(face.left(), face.right())) {
            add(eye.iris().plus(-eye.halfWidth(), 0), false);
            add(eye.iris().plus(eye.halfWidth(), 0), false);
            add(eye.iris().plus(0, eye.lower()), false);
            add(eye.iris().plus(0, -eye.upper()), false);
        }
    }

    private void add(Point place, boolean below) {
        places.add(place);
        belowLips.add(below);
        shifts.values().forEach(list -> list.add(Point.ZERO));
    }

    /** Says how {@code move} shifts the handle that was added last. */
    private void set(Move move, double du, double dv) {
        shifts(move).set(places.size() - 1, new Point(du, dv));
    }
}
