package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import java.util.Arrays;
import java.util.Map;

/**
 * How a head is held and a face is moved, as the motion network sees it. Angles stay logits: differences are taken on
 * them.
 *
 * @param scale of the key points
 * @param pitch 66 logits
 * @param yaw 66 logits
 * @param roll 66 logits
 * @param t translation x, y, z
 * @param exp expression: 21 points × (x, y, z)
 * @param kp canonical key points: 21 points × (x, y, z)
 */
@SuppressWarnings("ArrayRecordComponent") // Network values, not to be compared; never written to after construction.
public record MotionRecord(float scale, float[] pitch, float[] yaw, float[] roll, float[] t, float[] exp, float[] kp) {
    public static final int POINTS = 21;

    public MotionRecord {
        if (pitch.length != PoseBins.BINS
                || yaw.length != PoseBins.BINS
                || roll.length != PoseBins.BINS
                || t.length != 3
                || exp.length != 3 * POINTS
                || kp.length != 3 * POINTS) {
            throw new IllegalArgumentException("A motion record has 66+66+66 logits, 3 of t, 63 of exp and 63 of kp");
        }
    }

    /**
     * What the motion network sees in a picture.
     *
     * @param picture 3 × 256 × 256 numbers of 0…1, plane by plane
     */
    public static MotionRecord of(DittoNetworks networks, float[] picture) {
        DittoNetwork network = DittoNetwork.MOTION_EXTRACTOR;
        Map<String, float[]> outputs = networks.run(network, picture);
        return new MotionRecord(
                DittoNetworks.output(network, outputs, "scale")[0],
                DittoNetworks.output(network, outputs, "pitch"),
                DittoNetworks.output(network, outputs, "yaw"),
                DittoNetworks.output(network, outputs, "roll"),
                DittoNetworks.output(network, outputs, "t"),
                DittoNetworks.output(network, outputs, "exp"),
                DittoNetworks.output(network, outputs, "kp"));
    }

    /** Every item as the mean over the records within {@code window / 2} of it, clipped at the ends. */
    static MotionRecord[] smoothed(MotionRecord[] records, int window) {
        if (records.length < 2 || window <= 1) {
            return records;
        }
        MotionRecord[] smooth = new MotionRecord[records.length];
        int half = window / 2;
        for (int i = 0; i < records.length; i++) {
            smooth[i] =
                    mean(Arrays.copyOfRange(records, Math.max(0, i - half), Math.min(records.length, i + half + 1)));
        }
        return smooth;
    }

    private static MotionRecord mean(MotionRecord[] records) {
        float scale = 0;
        float[][] sums = {new float[66], new float[66], new float[66], new float[3], new float[63], new float[63]};
        for (MotionRecord record : records) {
            scale += record.scale / records.length;
            float[][] items = {record.pitch, record.yaw, record.roll, record.t, record.exp, record.kp};
            for (int k = 0; k < items.length; k++) {
                for (int i = 0; i < items[k].length; i++) {
                    sums[k][i] += items[k][i] / records.length;
                }
            }
        }
        return new MotionRecord(scale, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
    }
}
