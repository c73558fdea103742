package dev.vignette.renderer.face.ditto.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the outputs of BlazeFace (Bazarevsky et al. 2019, short range) mean. Stateless. */
final class BlazeFaceBoxes {
    static final int SIDE = 128;
    static final int ANCHORS = 896;
    static final int NUMBERS = 16;
    private static final float LEAST_SCORE = 0.5f;
    private static final float SAME_FACE = 0.3f;
    private static final float[] CENTRES = centres();

    private BlazeFaceBoxes() {}

    /**
     * A face and where its eyes are, all in shares of the picture's sides.
     *
     * @param eyes x and y of the left and of the right eye, as seen
     */
    @SuppressWarnings("ArrayRecordComponent") // Read by index, never compared.
    record Face(Box box, float[] eyes) {}

    /** x and y of every anchor: 16 × 16 cells with two, then 8 × 8 cells with six. */
    private static float[] centres() {
        float[] centres = new float[2 * ANCHORS];
        int at = 0;
        for (int[] layer : new int[][] {{16, 2}, {8, 6}}) {
            int cells = layer[0];
            for (int cell = 0; cell < cells * cells; cell++) {
                for (int i = 0; i < layer[1]; i++) {
                    int column = cell % cells;
                    int row = cell / cells;
                    centres[at++] = (column + 0.5f) / cells;
                    centres[at++] = (row + 0.5f) / cells;
                }
            }
        }
        return centres;
    }

    static float anchorX(int anchor) {
        return CENTRES[2 * anchor];
    }

    static float anchorY(int anchor) {
        return CENTRES[2 * anchor + 1];
    }

    /** All faces, the surest first; boxes that mean the same face are averaged by their scores. */
    static List<Face> decode(float[] regressors, float[] classificators) {
        List<Face> left = new ArrayList<>();
        for (int i = 0; i < ANCHORS; i++) {
            float score = (float) (1 / (1 + Math.exp(-Math.clamp(classificators[i], -50, 100))));
            if (score >= LEAST_SCORE) {
                left.add(face(regressors, i, score));
            }
        }
        left.sort(Comparator.comparingDouble((Face face) -> face.box.score()).reversed());
        List<Face> faces = new ArrayList<>();
        while (!left.isEmpty()) {
            Face best = left.removeFirst();
            List<Face> same = new ArrayList<>(List.of(best));
            left.removeIf(face -> best.box.overlap(face.box) > SAME_FACE && same.add(face));
            faces.add(mean(same));
        }
        return faces;
    }

    private static Face face(float[] raw, int anchor, float score) {
        int at = anchor * NUMBERS;
        float x = raw[at] / SIDE + anchorX(anchor);
        float y = raw[at + 1] / SIDE + anchorY(anchor);
        float wide = raw[at + 2] / SIDE;
        float high = raw[at + 3] / SIDE;
        float[] eyes = new float[4];
        for (int i = 0; i < 4; i++) {
            eyes[i] = raw[at + 4 + i] / SIDE + (i % 2 == 0 ? anchorX(anchor) : anchorY(anchor));
        }
        return new Face(new Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, score), eyes);
    }

    private static Face mean(List<Face> faces) {
        float total = 0;
        float[] sums = new float[8];
        for (Face face : faces) {
            float weight = face.box.score();
            total += weight;
            float[] numbers = {face.box.left(), face.box.top(), face.box.right(), face.box.bottom()};
            for (int i = 0; i < 4; i++) {
                sums[i] += weight * numbers[i];
                sums[4 + i] += weight * face.eyes[i];
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= total;
        }
        Box box =
                new Box(sums[0], sums[1], sums[2], sums[3], faces.getFirst().box.score());
        return new Face(box, new float[] {sums[4], sums[5], sums[6], sums[7]});
    }
}
