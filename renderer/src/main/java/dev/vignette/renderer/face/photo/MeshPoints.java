package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.photo.Landmarks.Eye;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a {@link FaceMesh} has its vertices, in face units: features first, then ever coarser surroundings, each point
 * only where none is too near.
 */
final class MeshPoints {
    private static final int LIP_POINTS = 17;
    private static final int LID_POINTS = 11;

    private final List<Point> places = new ArrayList<>();

    List<Point> places() {
        return places;
    }

    /** Adds all of {@code points}; the result says as which vertices. */
    List<Integer> addAll(List<Point> points) {
        List<Integer> indices = new ArrayList<>();
        for (Point point : points) {
            indices.add(places.size());
            places.add(point);
        }
        return List.copyOf(indices);
    }

    private void add(Point point, double clearance) {
        for (Point place : places) {
            if (place.distanceTo(point) < clearance) {
                return;
            }
        }
        places.add(point);
    }

    /** The cut between the lips, finer towards the corners. */
    static Slit mouthSlit(Landmarks.Lips lips) {
        List<Point> curve = new ArrayList<>();
        for (int i = 0; i < LIP_POINTS; i++) {
            curve.add(lips.at(Math.sin(Math.PI / 2 * (2.0 * i / (LIP_POINTS - 1) - 1))));
        }
        return new Slit(curve);
    }

    /** The cut along an upper lid's edge. */
    static Slit eyeSlit(Eye eye) {
        List<Point> curve = new ArrayList<>();
        for (int i = 0; i < LID_POINTS; i++) {
            double s = Math.sin(Math.PI / 2 * (2.0 * i / (LID_POINTS - 1) - 1));
            curve.add(eye.iris().plus(s * eye.halfWidth(), Lids.upper(eye, s)));
        }
        return new Slit(curve);
    }

    /** The red of the lips in rows along their line, and rings about the mouth. */
    void lips(Landmarks.Lips lips, Slit mouth) {
        double middle = mouth.at(lips.middle());
        double above = middle - lips.top();
        double below = lips.bottom() - middle;
        for (double share : new double[] {0.5, 1, 1.45}) {
            for (double t = -0.9; t < 0.95; t += 0.2) {
                double u = lips.middle() + t * lips.halfWidth();
                double full = Math.pow(1 - t * t, 0.6) * share + 0.04;
                add(new Point(u, mouth.at(u) - full * above), 0.03);
                add(new Point(u, mouth.at(u) + full * below), 0.03);
            }
        }
        for (double ring : new double[] {1.12, 1.35, 1.65}) {
            for (int i = 0; i < 20; i++) {
                double angle = Math.PI * i / 10;
                add(
                        new Point(
                                lips.middle() + ring * lips.halfWidth() * Math.cos(angle),
                                middle + ring * 0.3 * Math.sin(angle)),
                        0.06);
            }
        }
    }

    /** The eyeball and the lids up to the brow. */
    void eye(Eye eye) {
        for (double s = -0.8; s < 0.9; s += 0.4) {
            double u = s * eye.halfWidth();
            add(eye.iris().plus(u, Lids.lower(eye, s)), 0.03);
            add(eye.iris().plus(u, Lids.lower(eye, s) + 0.05), 0.03);
            add(eye.iris().plus(u, (Lids.lower(eye, s) + Lids.upper(eye, s)) / 2), 0.03);
            for (double share = 0.25; share < 1.6; share += 0.25) {
                add(eye.iris().plus(u, Lids.upper(eye, s) - share * eye.fold()), 0.02);
            }
        }
    }

    /** The rest of the face by a grid of 0.17 units, the rest of the picture by a coarser one, and its edge. */
    void surroundings(PortraitCrop crop) {
        Similarity frame = crop.face().frame();
        for (double v = -0.9; v < 2.3; v += 0.17) {
            for (double u = -1.2; u < 1.25; u += 0.17) {
                Point pixel = frame.at(u, v);
                if (inside(pixel, crop)) {
                    add(new Point(u, v), 0.1);
                }
            }
        }
        // A frame of vertices that never move (see Masks), so that no triangle carries motion to the edge.
        double inset = Masks.STILL_EDGE * crop.width();
        int across = 13;
        for (int i = 0; i <= across; i++) {
            double x = inset + (crop.width() - 2 * inset) * i / across;
            double y = inset + (crop.height() - 2 * inset) * i / across;
            add(frame.inverse(new Point(x, inset)), 0.02);
            add(frame.inverse(new Point(x, crop.height() - inset)), 0.02);
            add(frame.inverse(new Point(inset, y)), 0.02);
            add(frame.inverse(new Point(crop.width() - inset, y)), 0.02);
        }
        for (int row = 0; row <= across; row++) {
            for (int column = 0; column <= across; column++) {
                Point pixel = new Point(crop.width() * column / (double) across, crop.height() * row / (double) across);
                boolean edge = row == 0 || column == 0 || row == across || column == across;
                add(frame.inverse(pixel), edge ? 1e-6 : 0.25);
            }
        }
    }

    private static boolean inside(Point pixel, PortraitCrop crop) {
        double inset = Masks.STILL_EDGE * crop.width();
        return pixel.x() > inset
                && pixel.y() > inset
                && pixel.x() < crop.width() - inset
                && pixel.y() < crop.height() - inset;
    }
}
