package dev.vignette.renderer.face.ditto.source;

/**
 * The part of MediaPipe's face mesh that the 106 points cover: eyes, mouth, brows, nose and the contour below them, without
 * the forehead, so that both give the same crop. Stateless.
 */
final class MeshOutline {
    private static final int[] KEPT = {
        33, 133, 362, 263, 61, 291, // corners of the eyes and of the mouth, which LandmarkSet.MESH_OUTLINE names
        159, 145, 386, 374, 13, 14, 0, 17, // lids and lips
        70, 63, 105, 66, 107, 336, 296, 334, 293, 300, // brows
        168, 6, 197, 195, 5, 4, 1, 2, 98, 327, // nose
        127, 234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, // contour, from the left temple to the chin
        377, 400, 378, 379, 365, 397, 288, 361, 323, 454, 356
    };

    private MeshOutline() {}

    /** {@code x0, y0, x1, y1, …} of the kept points from {@code x, y, z} of all. */
    static float[] of(float[] mesh) {
        float[] points = new float[2 * KEPT.length];
        for (int i = 0; i < KEPT.length; i++) {
            points[2 * i] = mesh[3 * KEPT[i]];
            points[2 * i + 1] = mesh[3 * KEPT[i] + 1];
        }
        return points;
    }
}
