package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.face.ditto.picture.Affine;

/** The upright square about a detected face in which the 106 points are found. Stateless. */
final class Landmark106Cut {
    static final int SIDE = 192;

    private Landmark106Cut() {}

    /** From the picture to the square. */
    static Affine of(Box box) {
        double scale = SIDE / (1.5 * Math.max(box.width(), box.height()));
        double half = SIDE / 2.0;
        return Affine.scaling(
                scale,
                half - scale * (box.left() + (double) box.right()) / 2,
                half - scale * (box.top() + (double) box.bottom()) / 2);
    }

    /** Network values −1…1 as pixels of the picture. */
    static float[] points(float[] raw, Affine toCut) {
        float[] points = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            points[i] = (raw[i] + 1) * (SIDE / 2);
        }
        return toCut.inverse().map(points);
    }
}
