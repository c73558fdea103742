package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.photo.Delaunay.Triangle;
import dev.vignette.renderer.face.photo.Landmarks.Eye;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Triangles over a portrait, small round lips, jaw and eyes and large elsewhere, cut between the lips and along the upper
 * lids. Places are face units; the vertices along a cut exist twice, once for each side.
 *
 * @param places where each vertex rests
 * @param sheets for each vertex the part it moves with
 * @param ground triangles that nothing slides under
 * @param lids triangles of the upper lids, which slide over the eyes
 * @param jaw triangles of the lower lip, which in a picture with an open mouth slide over the teeth
 * @param fillers triangles between the two edges of the mouth's cut, without extent at rest
 * @param upperLip vertices along the upper edge of the mouth's cut, corners included
 * @param lowerLip vertices along the lower edge, the same corners included
 * @param lidEdges for each eye the vertices along the lid's edge, corners included
 */
record FaceMesh(
        List<Point> places,
        List<Sheet> sheets,
        List<Triangle> ground,
        List<Triangle> lids,
        List<Triangle> jaw,
        List<Triangle> fillers,
        List<Integer> upperLip,
        List<Integer> lowerLip,
        List<List<Integer>> lidEdges,
        Slit mouth,
        List<Slit> eyes) {

    /** Which side of a cut a vertex belongs to. */
    enum Sheet {
        FACE,
        BELOW_LIPS,
        LEFT_LID,
        RIGHT_LID
    }

    static FaceMesh of(PortraitCrop crop) {
        Landmarks face = crop.face();
        MeshPoints points = new MeshPoints();
        Slit mouth = MeshPoints.mouthSlit(face.lips());
        List<Slit> eyes = List.of(MeshPoints.eyeSlit(face.left()), MeshPoints.eyeSlit(face.right()));
        List<Integer> lips = points.addAll(mouth.curve());
        List<List<Integer>> lidEdges =
                eyes.stream().map(eye -> points.addAll(eye.curve())).toList();
        points.lips(face.lips(), mouth);
        points.eye(face.left());
        points.eye(face.right());
        points.surroundings(crop);
        return cut(face, points.places(), mouth, eyes, lips, lidEdges);
    }

    private static FaceMesh cut(
            Landmarks face,
            List<Point> places,
            Slit mouth,
            List<Slit> eyes,
            List<Integer> lips,
            List<List<Integer>> lidEdges) {
        List<Triangle> triangles = Delaunay.of(places);
        List<Point> all = new ArrayList<>(places);
        int[] below = twins(all, lips);
        List<int[]> above = lidEdges.stream().map(edge -> twins(all, edge)).toList();
        Sheet[] sheets = new Sheet[all.size()];
        Arrays.fill(sheets, Sheet.FACE);
        List<Triangle> ground = new ArrayList<>();
        List<Triangle> lids = new ArrayList<>();
        List<Triangle> jaw = new ArrayList<>();
        for (Triangle triangle : triangles) {
            Point middle = places.get(triangle.a())
                    .plus(places.get(triangle.b()))
                    .plus(places.get(triangle.c()))
                    .times(1.0 / 3);
            if (mouth.below(middle) && (touches(triangle, below) || nearJaw(mouth, middle))) {
                jaw.add(renamed(triangle, below, sheets, Sheet.BELOW_LIPS));
            } else if (underLid(face.left(), eyes.get(0), middle)
                    || touchesAbove(triangle, above.get(0), eyes.get(0), middle)) {
                lids.add(renamed(triangle, above.get(0), sheets, Sheet.LEFT_LID));
            } else if (underLid(face.right(), eyes.get(1), middle)
                    || touchesAbove(triangle, above.get(1), eyes.get(1), middle)) {
                lids.add(renamed(triangle, above.get(1), sheets, Sheet.RIGHT_LID));
            } else {
                ground.add(triangle);
            }
        }
        List<Integer> lower =
                lips.stream().map(i -> below[i] < 0 ? i : below[i]).toList();
        List<Triangle> fillers = new ArrayList<>();
        for (int i = 1; i < lips.size(); i++) {
            fillers.add(new Triangle(lips.get(i - 1), lips.get(i), lower.get(i)));
            fillers.add(new Triangle(lips.get(i - 1), lower.get(i), lower.get(i - 1)));
        }
        List<List<Integer>> edges = new ArrayList<>();
        for (int eye = 0; eye < 2; eye++) {
            int[] twin = above.get(eye);
            edges.add(lidEdges.get(eye).stream()
                    .map(i -> twin[i] < 0 ? i : twin[i])
                    .toList());
        }
        return new FaceMesh(
                List.copyOf(all), List.of(sheets), ground, lids, jaw, fillers, lips, lower, edges, mouth, eyes);
    }

    /** Adds a second vertex for each of {@code cut} but its ends; the result maps first to second, −1 elsewhere. */
    private static int[] twins(List<Point> places, List<Integer> cut) {
        int[] twin = new int[places.size() + cut.size()];
        Arrays.fill(twin, -1);
        for (int vertex : cut.subList(1, cut.size() - 1)) {
            twin[vertex] = places.size();
            places.add(places.get(vertex));
        }
        return twin;
    }

    /** Lower lip and what is just below it: all that a closing mouth pushes over the teeth. */
    private static boolean nearJaw(Slit mouth, Point place) {
        return mouth.spans(place.x()) && place.y() - mouth.at(place.x()) < 0.3;
    }

    private static boolean underLid(Eye eye, Slit edge, Point place) {
        return edge.spans(place.x()) && !edge.below(place) && Lids.drop(eye, place.minus(eye.iris())) > 0;
    }

    private static boolean touchesAbove(Triangle triangle, int[] twin, Slit edge, Point middle) {
        return !edge.below(middle) && touches(triangle, twin);
    }

    private static boolean touches(Triangle triangle, int[] twin) {
        return twin[triangle.a()] >= 0 || twin[triangle.b()] >= 0 || twin[triangle.c()] >= 0;
    }

    private static Triangle renamed(Triangle triangle, int[] twin, Sheet[] sheets, Sheet sheet) {
        return new Triangle(
                renamed(triangle.a(), twin, sheets, sheet),
                renamed(triangle.b(), twin, sheets, sheet),
                renamed(triangle.c(), twin, sheets, sheet));
    }

    private static int renamed(int vertex, int[] twin, Sheet[] sheets, Sheet sheet) {
        if (twin[vertex] < 0) {
            return vertex;
        }
        sheets[twin[vertex]] = sheet;
        return twin[vertex];
    }
}
