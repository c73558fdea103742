package dev.vignette.renderer.face.ditto.source;

import java.util.List;

/** Which landmarks of a set lie around the eyes and at the lips, by their numbers. */
record LandmarkSet(List<Integer> leftEye, List<Integer> rightEye, List<Integer> lips) {
    /** LivePortrait's 203 points. */
    static final LandmarkSet POINTS_203 =
            new LandmarkSet(List.of(0, 6, 12, 18), List.of(24, 30, 36, 42), List.of(48, 66));

    /** InsightFace's 106 points. */
    static final LandmarkSet POINTS_106 =
            new LandmarkSet(List.of(33, 35, 40, 39), List.of(87, 89, 94, 93), List.of(52, 61));

    /** Those of MediaPipe's 478 points that {@link MeshOutline} keeps: the corners of the eyes and of the mouth first. */
    static final LandmarkSet MESH_OUTLINE = new LandmarkSet(List.of(0, 1), List.of(2, 3), List.of(4, 5));

    LandmarkSet {
        leftEye = List.copyOf(leftEye);
        rightEye = List.copyOf(rightEye);
        lips = List.copyOf(lips);
    }

    /** x and y of the middle of both eyes. */
    float[] eyes(float[] points) {
        float[] left = mean(points, leftEye);
        float[] right = mean(points, rightEye);
        return new float[] {(left[0] + right[0]) / 2, (left[1] + right[1]) / 2};
    }

    /** x and y of the middle of the lips. */
    float[] lips(float[] points) {
        return mean(points, lips);
    }

    private static float[] mean(float[] points, List<Integer> indices) {
        float x = 0;
        float y = 0;
        for (int i : indices) {
            x += points[2 * i];
            y += points[2 * i + 1];
        }
        return new float[] {x / indices.size(), y / indices.size()};
    }
}
