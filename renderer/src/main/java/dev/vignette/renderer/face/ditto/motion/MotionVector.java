package dev.vignette.renderer.face.ditto.motion;

import dev.vignette.renderer.face.ditto.source.MotionRecord;
import dev.vignette.renderer.face.ditto.source.PoseBins;
import java.util.Arrays;

/** The 265 numbers of one frame of motion: scale − 1, logits of pitch, yaw and roll, t, expression. Stateless. */
public final class MotionVector {
    public static final int SIZE = 265;
    /** From here on expression, which is never smoothed. */
    public static final int EXPRESSION = 202;

    private static final int TRANSLATION = 199;
    private static final float[] NO_POINTS = new float[3 * MotionRecord.POINTS];

    private MotionVector() {}

    public static float[] of(MotionRecord record) {
        float[] vector = new float[SIZE];
        vector[0] = record.scale() - 1;
        System.arraycopy(record.pitch(), 0, vector, 1, PoseBins.BINS);
        System.arraycopy(record.yaw(), 0, vector, 1 + PoseBins.BINS, PoseBins.BINS);
        System.arraycopy(record.roll(), 0, vector, 1 + 2 * PoseBins.BINS, PoseBins.BINS);
        System.arraycopy(record.t(), 0, vector, TRANSLATION, 3);
        System.arraycopy(record.exp(), 0, vector, EXPRESSION, 3 * MotionRecord.POINTS);
        return vector;
    }

    /** The way back; canonical key points are not part of a motion and are zero. */
    public static MotionRecord record(float[] vector) {
        return new MotionRecord(
                vector[0] + 1,
                Arrays.copyOfRange(vector, 1, 1 + PoseBins.BINS),
                Arrays.copyOfRange(vector, 1 + PoseBins.BINS, 1 + 2 * PoseBins.BINS),
                Arrays.copyOfRange(vector, 1 + 2 * PoseBins.BINS, TRANSLATION),
                Arrays.copyOfRange(vector, TRANSLATION, EXPRESSION),
                Arrays.copyOfRange(vector, EXPRESSION, SIZE),
                NO_POINTS);
    }
}
