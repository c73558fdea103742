package dev.vignette.renderer.face.ditto.motion;

import java.util.List;

/** Gives the motion of a window: {@link MotionDiffusion}, or something simple in its place. */
@FunctionalInterface
public interface WindowModel {
    /**
     * @param frame the motion vector that the window continues
     * @param rows 80 condition rows
     * @return 80 motion vectors, the caller's to keep
     */
    float[][] window(float[] frame, List<float[]> rows);
}
