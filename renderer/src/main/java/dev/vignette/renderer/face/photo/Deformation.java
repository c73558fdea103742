package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.Expression.HeadPose;
import dev.vignette.renderer.face.motion.Expression.Mouth;
import dev.vignette.renderer.face.photo.FaceMesh.Sheet;
import dev.vignette.renderer.face.photo.Landmarks.Eye;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the vertices of a portrait go in an expression. Moving least squares make one field of shifts of each
 * {@link Move} when the portrait is prepared; a frame adds the fields up, drops the lids and turns the head. Everything
 * fades to nothing before the edge of the picture.
 */
final class Deformation {
    /** Breathing lifts the collar by this much of the eye distance. */
    private static final double BREATH = 0.012;

    /** An iris moves by this much of the eye distance for each degree: 12 mm × sin 1° against 63 mm. */
    private static final double GAZE = 0.0033;

    private final PortraitCrop crop;
    private final FaceMesh mesh;

    /** x and y of each vertex at rest, film pixels. */
    private final double[] rest;

    /** Shift of each vertex by each move at full strength, film pixels. */
    private final Map<Move, double[]> fields = new EnumMap<>(Move.class);

    private final double[] leftLid;
    private final double[] rightLid;
    private final double[] gaze;
    private final double[] head;
    private final double[] depth;
    private final double[] shoulders;

    Deformation(PortraitCrop crop, FaceMesh mesh) {
        this.crop = crop;
        this.mesh = mesh;
        int count = mesh.places().size();
        rest = new double[2 * count];
        leftLid = new double[count];
        rightLid = new double[count];
        gaze = new double[count];
        head = new double[count];
        depth = new double[count];
        shoulders = new double[count];
        Masks masks = new Masks(crop);
        double[] features = new double[count];
        for (int vertex = 0; vertex < count; vertex++) {
            Point place = mesh.places().get(vertex);
            Point pixel = crop.face().frame().at(place);
            rest[2 * vertex] = pixel.x();
            rest[2 * vertex + 1] = pixel.y();
            features[vertex] = masks.features(place);
            head[vertex] = masks.head(place);
            depth[vertex] = masks.depth(place);
            shoulders[vertex] = masks.shoulders(place);
        }
        fields(features);
        lids();
    }

    private void fields(double[] mask) {
        Handles handles = Handles.of(crop.face(), mesh);
        Slit mouth = mesh.mouth();
        MovingLeastSquares squares = new MovingLeastSquares(mesh.places(), handles.places(), (vertex, handle) -> {
            Point place = mesh.places().get(vertex);
            boolean below = mesh.sheets().get(vertex) == Sheet.BELOW_LIPS
                    || (mesh.sheets().get(vertex) == Sheet.FACE && mouth.below(place) && !onEdge(vertex));
            return mouth.way(place, below, handles.places().get(handle), handles.belowLips(handle));
        });
        for (Move move : Move.values()) {
            double[] field = new double[rest.length];
            for (int vertex = 0; vertex < mask.length; vertex++) {
                Point shift = squares.at(vertex, handles.shifts(move)).times(mask[vertex]);
                Point pixels = crop.face().frame().shift(shift.x(), shift.y());
                field[2 * vertex] = pixels.x();
                field[2 * vertex + 1] = pixels.y();
            }
            fields.put(move, field);
        }
    }

    private boolean onEdge(int vertex) {
        return mesh.upperLip().contains(vertex);
    }

    private void lids() {
        for (int vertex = 0; vertex < leftLid.length; vertex++) {
            leftLid[vertex] = drop(vertex, crop.face().left(), mesh.eyes().get(0), Sheet.LEFT_LID);
            rightLid[vertex] = drop(vertex, crop.face().right(), mesh.eyes().get(1), Sheet.RIGHT_LID);
            if (mesh.sheets().get(vertex) == Sheet.FACE) {
                Point place = mesh.places().get(vertex);
                gaze[vertex] = Math.max(
                        Lids.inside(crop.face().left(), place),
                        Lids.inside(crop.face().right(), place));
            }
        }
    }

    private double drop(int vertex, Eye eye, Slit edge, Sheet lid) {
        Point place = mesh.places().get(vertex);
        boolean above = mesh.sheets().get(vertex) == lid || place.y() < edge.at(place.x()) - 1e-6;
        return above && edge.spans(place.x()) ? Lids.drop(eye, place.minus(eye.iris())) : 0;
    }

    /** The vertices' places at rest, x and y in turn. */
    double[] rest() {
        return rest.clone();
    }

    /** Fills {@code moved}, x and y in turn, with the vertices' places in {@code expression}. */
    void apply(Expression expression, double[] moved) {
        System.arraycopy(rest, 0, moved, 0, rest.length);
        strengths(expression).forEach((move, strength) -> add(fields.getOrDefault(move, rest), strength, moved));
        Similarity frame = crop.face().frame();
        double left = expression.eyes().leftLid();
        double right = expression.eyes().rightLid();
        HeadTurn turn = new HeadTurn(expression.head(), frame, crop.face().chin());
        double breath = -BREATH * expression.breath();
        for (int vertex = 0; vertex < head.length; vertex++) {
            double drop = left * leftLid[vertex] + right * rightLid[vertex];
            double aside = GAZE * gaze[vertex] * Math.clamp(expression.eyes().gazeX(), -5, 5);
            double down =
                    drop + GAZE * gaze[vertex] * Math.clamp(expression.eyes().gazeY(), -3, 3);
            double x = moved[2 * vertex] + frame.a() * aside - frame.b() * down;
            double y = moved[2 * vertex + 1] + frame.b() * aside + frame.a() * down;
            moved[2 * vertex] = x + turn.dx(x, y, head[vertex], depth[vertex]);
            moved[2 * vertex + 1] =
                    y + turn.dy(x, y, head[vertex], depth[vertex]) + breath * frame.scale() * shoulders[vertex];
        }
    }

    /** How strong each move is: relative to rest, whose slight smile and press are the picture's own. */
    private Map<Move, Double> strengths(Expression expression) {
        Mouth mouth = expression.mouth();
        Map<Move, Double> strengths = new EnumMap<>(Move.class);
        double press = Math.clamp((mouth.press() - Mouth.REST.press()) / (1 - Mouth.REST.press()), 0, 1);
        double open = mouth.opening();
        boolean standsOpen = crop.face().lips().gap() > 0;
        // Teeth of the picture move with its upper lip, so that such a mouth may change its width only a little.
        double pliant = standsOpen ? 0.5 : 1;
        strengths.put(Move.OPEN, standsOpen ? 0.75 * open : open);
        strengths.put(Move.UPPER_LIP, mouth.upperLip() * (1 - mouth.press()));
        strengths.put(Move.NARROW, pliant * Math.clamp(mouth.rounding() + 0.5 * Math.max(0, -mouth.width()), 0, 1));
        strengths.put(Move.SPREAD, pliant * Math.clamp(mouth.width(), 0, 1) * (1 - mouth.rounding()));
        strengths.put(Move.SMILE, mouth.smile() - Mouth.REST.smile());
        strengths.put(Move.PRESS, press);
        strengths.put(Move.CLOSE, press);
        strengths.put(Move.TUCK, mouth.lowerTuck() * (1 - 0.5 * mouth.press()));
        strengths.put(Move.BROWS, expression.brows());
        return strengths;
    }

    private static void add(double[] field, double strength, double[] moved) {
        if (strength != 0) {
            for (int i = 0; i < moved.length; i++) {
                moved[i] += strength * field[i];
            }
        }
    }

    /** How far {@code pose} carries the skull at {@code place}; both in face units. */
    Point slide(HeadPose pose, Point place) {
        Similarity frame = crop.face().frame();
        HeadTurn turn = new HeadTurn(pose, frame, crop.face().chin());
        Masks masks = new Masks(crop);
        Point pixel = frame.at(place);
        double head = masks.head(place);
        double depth = masks.depth(place);
        Point moved =
                pixel.plus(turn.dx(pixel.x(), pixel.y(), head, depth), turn.dy(pixel.x(), pixel.y(), head, depth));
        return frame.inverse(moved).minus(place);
    }
}
