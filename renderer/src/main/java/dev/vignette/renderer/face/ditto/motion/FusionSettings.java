package dev.vignette.renderer.face.ditto.motion;

/**
 * How windows of motion become one sequence.
 *
 * @param overlap frames that a window shares with the one before, 1…79
 * @param smoothing width of the mean filter, frames; 1 or less for none
 * @param resetEvery windows after which the frame to continue begins anew at the initial one; 0 for never
 * @param keptFrom first dimension that a reset leaves as it is
 * @param keptTo dimension after the last of those
 */
public record FusionSettings(int overlap, int smoothing, int resetEvery, int keptFrom, int keptTo) {
    public FusionSettings {
        if (overlap < 1 || overlap >= MotionDiffusion.FRAMES) {
            throw new IllegalArgumentException("Windows overlap by 1 to 79 frames, not " + overlap);
        }
        if (keptFrom < 0 || keptTo < keptFrom || keptTo > MotionVector.SIZE) {
            throw new IllegalArgumentException("Not a range of dimensions: " + keptFrom + " to " + keptTo);
        }
    }

    /** The same with windows that share so many frames. */
    public FusionSettings overlapping(int frames) {
        return new FusionSettings(frames, smoothing, resetEvery, keptFrom, keptTo);
    }

    /** New frames that a window gives. */
    public int valid() {
        return MotionDiffusion.FRAMES - overlap;
    }
}
