package dev.vignette.renderer.face.ditto.motion;

import java.util.ArrayList;
import java.util.List;

/** The sequence that windows of motion grow into: overlaps are blended, poses smoothed. Used by one thread. */
final class WindowFusion {
    private final WindowModel model;
    private final FusionSettings settings;
    private final int fuse;
    private final float[] initial;
    private final List<float[]> frames = new ArrayList<>();
    private float[] continued;
    private int windows;

    /**
     * @param fuse frames over which two windows are blended
     * @param initial the motion vector that the first window continues
     */
    WindowFusion(WindowModel model, FusionSettings settings, int fuse, float[] initial) {
        this.model = model;
        this.settings = settings;
        this.fuse = fuse;
        this.initial = initial.clone();
        continued = initial.clone();
    }

    /** Runs the model once and appends what it gives. */
    void window(List<float[]> rows) {
        float[][] prediction = model.window(continued, rows);
        if (frames.isEmpty()) {
            frames.addAll(List.of(prediction));
            MeanFilter.apply(frames, 0, frames.size(), settings.smoothing());
        } else {
            append(prediction);
            int seam = frames.size() - settings.valid();
            MeanFilter.apply(frames, seam - fuse, seam + 1, settings.smoothing());
        }
        windows++;
        continued = next(frames.get(frames.size() - settings.overlap() - 1));
    }

    private void append(float[][] prediction) {
        int first = MotionDiffusion.FRAMES - settings.valid() - fuse;
        int end = frames.size();
        for (int i = 0; i < fuse; i++) {
            float weight = (float) i / fuse;
            float[] before = frames.get(end - fuse + i);
            float[] blended = new float[MotionVector.SIZE];
            for (int d = 0; d < blended.length; d++) {
                blended[d] = before[d] * (1 - weight) + prediction[first + i][d] * weight;
            }
            frames.set(end - fuse + i, blended);
        }
        for (int i = MotionDiffusion.FRAMES - settings.valid(); i < MotionDiffusion.FRAMES; i++) {
            frames.add(prediction[i]);
        }
    }

    /** The vector that the next window continues. */
    private float[] next(float[] last) {
        if (settings.resetEvery() == 0 || windows % settings.resetEvery() != 0) {
            return last.clone();
        }
        float[] reset = initial.clone();
        System.arraycopy(
                last, settings.keptFrom(), reset, settings.keptFrom(), settings.keptTo() - settings.keptFrom());
        return reset;
    }

    int fuse() {
        return fuse;
    }

    /** The sequence so far; what is removed from its beginning is forgotten. */
    List<float[]> frames() {
        return frames;
    }
}
