package dev.vignette.renderer.voice.xtts;

import java.util.ArrayList;
import java.util.List;

/**
 * Vectors put closer or further apart in time by linear interpolation (specification §6), while they come in. What was given out does
 * not change when more comes: the result is that of the whole sequence. For one thread.
 */
final class Stretch {
    private final double scale;
    private final List<float[]> source = new ArrayList<>();
    private int given;

    /** @param scale results per source vector */
    Stretch(double scale) {
        this.scale = scale;
    }

    /** How many vectors come of so many. */
    static int length(int source, double scale) {
        return (int) Math.floor(source * scale);
    }

    /**
     * The results that are known now.
     *
     * @param last whether nothing more comes
     */
    List<float[]> add(List<float[]> more, boolean last) {
        source.addAll(more);
        int count = source.size();
        List<float[]> ready = new ArrayList<>();
        while (true) {
            double at = Math.max(0, (given + 0.5) / scale - 0.5);
            int left = (int) Math.floor(at);
            boolean known = given < length(count, scale) && (last || left + 1 < count);
            if (!known) {
                return ready;
            }
            ready.add(between(source.get(left), source.get(Math.min(left + 1, count - 1)), at - left));
            given++;
        }
    }

    private static float[] between(float[] left, float[] right, double share) {
        float[] out = new float[left.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (left[i] * (1 - share) + right[i] * share);
        }
        return out;
    }
}
