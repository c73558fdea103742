package dev.vignette.media.sound;

import java.util.ArrayList;
import java.util.List;

/**
 * Loudness of a sound while it comes in, by the same measure as {@link Loudness#integrated}: after the last sample both
 * agree but for a block that is not full. For one thread at a time.
 */
public final class RunningLoudness {
    private static final int HOPS_PER_BLOCK = 4;

    private final KWeighting weighting;
    private final int hop;
    private final List<Double> hops = new ArrayList<>();
    private double sum;
    private int count;

    public RunningLoudness(SampleRate rate) {
        weighting = new KWeighting(rate);
        hop = (int) Math.round(0.1 * rate.hertz());
    }

    public void hear(float[] samples) {
        for (float sample : samples) {
            double weighted = weighting.next(sample);
            sum += weighted * weighted;
            if (++count == hop) {
                hops.add(sum / hop);
                sum = 0;
                count = 0;
            }
        }
    }

    /** LUFS of what was heard so far; negative infinity before the first 400 ms and while it is silent. */
    public double integrated() {
        double[] blocks = new double[Math.max(0, hops.size() - HOPS_PER_BLOCK + 1)];
        for (int i = 0; i < blocks.length; i++) {
            for (int j = 0; j < HOPS_PER_BLOCK; j++) {
                blocks[i] += hops.get(i + j) / HOPS_PER_BLOCK;
            }
        }
        return Loudness.gated(blocks);
    }
}
