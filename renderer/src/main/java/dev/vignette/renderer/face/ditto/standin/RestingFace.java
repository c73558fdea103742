package dev.vignette.renderer.face.ditto.standin;

/** Where things are in a face as the crops show it: what the made-up weights are built around. Stateless. */
final class RestingFace {
    /** Both eyes' distance from the middle, and their height, in the crop of 512 pixels from −1 to 1. */
    static final float EYE_X = 0.2f;

    static final float EYE_Y = -0.02f;
    static final float MOUTH_Y = 0.46f;

    private static final float[][] POINTS = {
        {0, 0.2f},
        {-0.3f, -0.2f},
        {0.3f, -0.2f},
        {-0.42f, 0.1f},
        {0.42f, 0.1f},
        {0, -0.45f},
        {-0.13f, MOUTH_Y},
        {-0.35f, 0.45f},
        {0.35f, 0.45f},
        {0, 0.75f},
        {0, 0.05f},
        {-EYE_X, EYE_Y - 0.045f},
        {0.13f, MOUTH_Y},
        {-EYE_X, EYE_Y + 0.04f},
        {0, MOUTH_Y - 0.035f},
        {EYE_X, EYE_Y - 0.045f},
        {EYE_X, EYE_Y + 0.04f},
        {0, MOUTH_Y + 0.05f},
        {0, -0.1f},
        {-0.07f, MOUTH_Y + 0.05f},
        {0.07f, MOUTH_Y + 0.05f}
    };

    private RestingFace() {}

    /** 66 logits that mean an angle. */
    static float[] angle(double degrees) {
        double bin = (degrees + 97.5) / 3;
        float[] logits = new float[66];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (-(i - bin) * (i - bin) / 8);
        }
        return logits;
    }

    /** 21 × (x, y, z). */
    static float[] keyPoints() {
        float[] points = new float[63];
        for (int i = 0; i < 21; i++) {
            points[3 * i] = POINTS[i][0];
            points[3 * i + 1] = POINTS[i][1];
        }
        return points;
    }

    /** 203 points in the crop of 224 pixels, from 0 to 1: x, y, x, y … */
    static float[] points203() {
        float[] points = new float[406];
        for (int i = 0; i < 203; i++) {
            double angle = 2 * Math.PI * (i - 108) / 95;
            double x = 0.5 + 0.33 * Math.sin(angle);
            double y = 0.6 + 0.33 * Math.cos(angle);
            if (i < 48) {
                double ring = 2 * Math.PI * i / 24;
                x = (i < 24 ? 0.35 : 0.65) - 0.06 * Math.cos(ring);
                y = 0.45 - 0.025 * Math.sin(ring);
            } else if (i < 108) {
                double ring = 2 * Math.PI * (i - 48) / 36;
                x = 0.5 - 0.11 * Math.cos(ring);
                y = 0.80 - 0.04 * Math.sin(ring);
            }
            points[2 * i] = (float) x;
            points[2 * i + 1] = (float) y;
        }
        return points;
    }

    /** 106 points from −1 to 1: x, y, x, y … */
    static float[] points106() {
        float[] points = new float[212];
        for (int i = 0; i < 106; i++) {
            double angle = 2 * Math.PI * i / 106;
            place(points, i, 0.5 * Math.sin(angle), 0.6 * Math.cos(angle));
        }
        for (int i : new int[] {33, 35, 40, 39}) {
            place(points, i, -0.22, -0.2);
        }
        for (int i : new int[] {87, 89, 94, 93}) {
            place(points, i, 0.22, -0.2);
        }
        place(points, 52, -0.18, 0.33);
        place(points, 61, 0.18, 0.33);
        return points;
    }

    /** 478 points of the face mesh in its square of 256 pixels: x, y, z … */
    static float[] mesh() {
        float[] points = new float[1434];
        for (int i = 0; i < 478; i++) {
            double angle = 2 * Math.PI * i / 478;
            mesh(points, i, 128 + 60 * Math.sin(angle), 140 + 70 * Math.cos(angle));
        }
        int[][] eyes = {{33, 133, 468}, {362, 263, 473}};
        int[][] upper = {{159, 160, 158}, {386, 387, 385}};
        int[][] lower = {{145, 144, 153}, {374, 373, 380}};
        for (int side = 0; side < 2; side++) {
            double x = side == 0 ? 98 : 158;
            mesh(points, eyes[side][0], x - 13, 112);
            mesh(points, eyes[side][1], x + 13, 112);
            mesh(points, eyes[side][2], x, 112);
            for (int i = 0; i < 3; i++) {
                mesh(points, upper[side][i], x + 4 * (i - 1), 107);
                mesh(points, lower[side][i], x + 4 * (i - 1), 117);
            }
        }
        mesh(points, 61, 106, 176);
        mesh(points, 291, 150, 176);
        return points;
    }

    private static void place(float[] points, int i, double x, double y) {
        points[2 * i] = (float) x;
        points[2 * i + 1] = (float) y;
    }

    private static void mesh(float[] points, int i, double x, double y) {
        points[3 * i] = (float) x;
        points[3 * i + 1] = (float) y;
    }
}
