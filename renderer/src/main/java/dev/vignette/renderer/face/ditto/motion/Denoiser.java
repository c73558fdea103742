package dev.vignette.renderer.face.ditto.motion;

/** The motion network (LMDM): predicts a window of motion from noise, in one of many steps. */
@FunctionalInterface
public interface Denoiser {
    /**
     * What the network sees in a noisy window.
     *
     * @param noise 80 × 265 numbers, the predicted noise
     * @param start 80 × 265 numbers, the predicted motion
     */
    @SuppressWarnings("ArrayRecordComponent") // Two network outputs on their way, not values to compare.
    record Prediction(float[] noise, float[] start) {}

    /**
     * @param x 80 × 265 numbers
     * @param frame the 265 numbers that the window continues
     * @param condition 80 × 1103 numbers
     * @param time 0…999
     */
    Prediction predict(float[] x, float[] frame, float[] condition, int time);
}
