package dev.vignette.renderer.face.ditto.motion;

import java.util.ArrayList;
import java.util.List;

/** The motion of a film whose sound is known from beginning to end. Stateless. */
public final class OfflineMotion {
    private OfflineMotion() {}

    /**
     * One motion vector for each row.
     *
     * @param rows condition rows, at least one
     * @param initial the motion vector that the first window continues
     */
    public static List<float[]> of(
            WindowModel model, FusionSettings settings, MotionLimits limits, float[] initial, List<float[]> rows) {
        WindowFusion fusion = new WindowFusion(model, settings, settings.overlap(), initial);
        for (int start = 0; start < rows.size(); start += settings.valid()) {
            fusion.window(padded(rows, start));
        }
        List<float[]> frames = new ArrayList<>(fusion.frames().subList(0, rows.size()));
        // Once more over everything, as published: what was fused is filtered twice.
        MeanFilter.apply(frames, 0, frames.size(), settings.smoothing());
        frames.replaceAll(limits::clamp);
        return frames;
    }

    /** 80 rows from {@code start}; the last is repeated where there are no more. */
    static List<float[]> padded(List<float[]> rows, int start) {
        List<float[]> window =
                new ArrayList<>(rows.subList(start, Math.min(rows.size(), start + MotionDiffusion.FRAMES)));
        while (window.size() < MotionDiffusion.FRAMES) {
            window.add(window.getLast());
        }
        return window;
    }
}
