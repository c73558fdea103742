package dev.vignette.renderer.face.ditto.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the outputs of the SCRFD detector mean (Guo et al. 2021, as InsightFace exports it). Stateless. */
final class ScrfdBoxes {
    static final int SIDE = 512;
    static final int[] STRIDES = {8, 16, 32};
    static final float LEAST_SCORE = 0.5f;
    static final float LARGEST_OVERLAP = 0.4f;
    private static final int ANCHORS = 2;

    private ScrfdBoxes() {}

    /** Centres and boxes of one stride: cells row by row, each twice, without a half-cell offset. */
    static List<Box> decode(int stride, float[] scores, float[] distances) {
        int cells = SIDE / stride;
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= LEAST_SCORE) {
                int cell = i / ANCHORS;
                boxes.add(box(cell % cells * stride, cell / cells * stride, stride, distances, 4 * i, scores[i]));
            }
        }
        return boxes;
    }

    static Box box(int x, int y, int stride, float[] distances, int at, float score) {
        return new Box(
                x - distances[at] * stride,
                y - distances[at + 1] * stride,
                x + distances[at + 2] * stride,
                y + distances[at + 3] * stride,
                score);
    }

    /** The boxes that no better one covers, the best first. */
    static List<Box> suppressed(List<Box> boxes) {
        List<Box> kept = new ArrayList<>();
        boxes.stream()
                .sorted(Comparator.comparingDouble(Box::score).reversed())
                .filter(box -> kept.stream().noneMatch(better -> better.overlap(box, 1) > LARGEST_OVERLAP))
                .forEach(kept::add);
        return kept;
    }
}
