package dev.vignette.renderer.voice.xtts.standin;

import dev.vignette.renderer.voice.xtts.convert.XttsSizes;
import java.util.Arrays;

/**
 * Weights drawn by lot, so that signals keep about their strength through every layer. Speech ends as soon as it may, which makes it as
 * long as its text. Used by one thread.
 */
final class DrawnWeights {
    /** Above all other codes. */
    private static final float STOP = 14;

    /** Brings the last layer's sum to the strength of speech. */
    private static final double LOUDNESS = 0.12;

    private final XttsSizes sizes;
    private long state;

    DrawnWeights(XttsSizes sizes, long seed) {
        this.sizes = sizes;
        state = seed * 0x9E3779B97F4A7C15L + 1;
    }

    float[] of(String name, long[] shape) {
        int size = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
        if (name.equals("gpt.mel_head.bias")) {
            float[] bias = new float[size];
            bias[size - 1] = STOP;
            return bias;
        }
        if (name.endsWith(".bias") || name.endsWith("running_mean")) {
            return drawn(size, 0.02);
        }
        if (name.equals("mel_stats")) {
            return around(size, 5, 0.5);
        }
        if (shape.length == 1) {
            return around(size, 1, 0.1);
        }
        if (name.endsWith("original0")) {
            return around(size, gain(name), 0.05 * gain(name));
        }
        return drawn(size, deviation(name, shape));
    }

    /** Of a normed layer: length of each direction. */
    private static double gain(String name) {
        if (!name.contains(".ups.")) {
            return 0.7;
        }
        // A lengthening layer spreads what it gets over as many samples as its stride.
        boolean first = name.contains("ups.0.") || name.contains("ups.1.");
        return first ? 2.6 : 1.3;
    }

    private double deviation(String name, long[] shape) {
        if (name.contains("embedding") || name.endsWith("latents")) {
            return name.contains("_pos_") ? 0.3 : 1;
        }
        boolean inOut = name.startsWith("gpt.gpt.");
        double fan = inOut ? shape[0] : Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
        double deviation = 1 / Math.sqrt(fan);
        if (name.contains("c_proj")) {
            return deviation / Math.sqrt(2.0 * sizes.layers());
        }
        if (name.contains("conv_post")) {
            return LOUDNESS * deviation;
        }
        return name.contains("cond_layer") || name.contains("conds") ? 0.3 * deviation : deviation;
    }

    private float[] around(int size, double mean, double deviation) {
        float[] values = drawn(size, deviation);
        for (int i = 0; i < size; i++) {
            values[i] += (float) mean;
        }
        return values;
    }

    private float[] drawn(int size, double deviation) {
        float[] values = new float[size];
        float width = (float) (deviation * Math.sqrt(3) / (1 << 30));
        for (int i = 0; i < size; i++) {
            // Marsaglia's xorshift: half a thousand million weights take two seconds.
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            values[i] = ((int) state >> 1) * width;
        }
        return values;
    }
}
