package dev.vignette.renderer.face.ditto.motion;

import java.util.Arrays;

/** The range that each of the 265 numbers may take in the end. */
@SuppressWarnings("ArrayRecordComponent") // Read by index, never compared or written to.
public record MotionLimits(float[] least, float[] most) {
    public MotionLimits {
        if (least.length != MotionVector.SIZE || most.length != MotionVector.SIZE) {
            throw new IllegalArgumentException("Limits are given for all 265 numbers of a motion");
        }
    }

    /** No limits. */
    public static MotionLimits none() {
        float[] least = new float[MotionVector.SIZE];
        float[] most = new float[MotionVector.SIZE];
        Arrays.fill(least, Float.NEGATIVE_INFINITY);
        Arrays.fill(most, Float.POSITIVE_INFINITY);
        return new MotionLimits(least, most);
    }

    /** The vector within the limits, as a new array. */
    float[] clamp(float[] vector) {
        float[] clamped = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            clamped[i] = Math.min(Math.max(vector[i], least[i]), most[i]);
        }
        return clamped;
    }
}
