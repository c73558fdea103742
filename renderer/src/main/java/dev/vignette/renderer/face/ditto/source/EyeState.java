package dev.vignette.renderer.face.ditto.source;

/**
 * How far the eyes are open and where they look.
 *
 * @param open left and right
 * @param ball x left, x right, y left, y right, z left, z right
 */
@SuppressWarnings("ArrayRecordComponent") // Network values, not to be compared; never written to after construction.
public record EyeState(float[] open, float[] ball) {
    private static final int[] LEFT_CORNERS = {33, 133};
    private static final int[] RIGHT_CORNERS = {263, 362};
    private static final int[][] LEFT_LIDS = {{145, 159}, {144, 160}, {153, 158}};
    private static final int[][] RIGHT_LIDS = {{374, 386}, {373, 387}, {380, 385}};
    private static final int LEFT_IRIS = 468;
    private static final int RIGHT_IRIS = 473;
    private static final double TINY = 1e-8;

    public EyeState {
        if (open.length != 2 || ball.length != 6) {
            throw new IllegalArgumentException("An eye state has 2 openings and 6 coordinates");
        }
    }

    /** @param points {@code x, y, z} of 478 face mesh points, in shares of the picture's side */
    static EyeState of(float[] points) {
        double[] left = ball(points, LEFT_CORNERS, LEFT_IRIS);
        double[] right = ball(points, RIGHT_CORNERS, RIGHT_IRIS);
        float[] ball = new float[6];
        for (int i = 0; i < 3; i++) {
            ball[2 * i] = (float) left[i];
            ball[2 * i + 1] = (float) right[i];
        }
        return new EyeState(
                new float[] {open(points, LEFT_CORNERS, LEFT_LIDS), open(points, RIGHT_CORNERS, RIGHT_LIDS)}, ball);
    }

    private static float open(float[] points, int[] corners, int[][] lids) {
        double height = 0;
        for (int[] lid : lids) {
            height += length(minus(point(points, lid[0]), point(points, lid[1])));
        }
        return (float) (height / (length(minus(point(points, corners[0]), point(points, corners[1]))) + TINY));
    }

    private static double[] ball(float[] points, int[] corners, int iris) {
        double[] first = point(points, corners[0]);
        double[] second = point(points, corners[1]);
        double[] gaze = point(points, iris);
        for (int i = 0; i < 3; i++) {
            gaze[i] -= (first[i] + second[i]) / 2;
        }
        double[] axis = minus(first, second);
        double distance = length(gaze);
        double axisLength = length(axis);
        double[] ball = new double[3];
        for (int i = 0; i < 3; i++) {
            ball[i] = (gaze[i] / (distance + TINY) - axis[i] / (axisLength + TINY)) * distance;
        }
        return ball;
    }

    private static double[] point(float[] points, int i) {
        return new double[] {points[3 * i], points[3 * i + 1], points[3 * i + 2]};
    }

    private static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private static double length(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }
}
