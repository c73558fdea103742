package dev.vignette.renderer.face.ditto.motion;

import java.util.ArrayList;
import java.util.List;

/** Smooths pose, scale and translation over time; expression stays as sharp as it is. Stateless. */
final class MeanFilter {
    private MeanFilter() {}

    /** Replaces frames {@code from} to {@code to} (exclusive) by the mean of those around them. */
    static void apply(List<float[]> frames, int from, int to, int width) {
        if (width <= 1) {
            return;
        }
        int half = width / 2;
        int first = Math.max(0, from);
        List<float[]> smooth = new ArrayList<>();
        for (int i = first; i < to; i++) {
            smooth.add(mean(frames, i, Math.max(0, i - half), Math.min(frames.size(), i + half + 1)));
        }
        for (int i = 0; i < smooth.size(); i++) {
            frames.set(first + i, smooth.get(i));
        }
    }

    private static float[] mean(List<float[]> frames, int frame, int from, int to) {
        float[] mean = frames.get(frame).clone();
        for (int d = 0; d < MotionVector.EXPRESSION; d++) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += frames.get(i)[d];
            }
            mean[d] = (float) (sum / (to - from));
        }
        return mean;
    }
}
