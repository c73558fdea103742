package dev.vignette.media.sound;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Look-ahead limiter over a whole sound: the gain that each sample needs, spread to its neighbourhood by a running minimum
 * and smoothed by a running mean of the same width. Every mean is over minima that all saw the sample, so none is larger
 * than the gain it needs: the ceiling holds exactly, without a clipped sample.
 */
final class PeakLimiter {
    private static final double REACH_SECONDS = 0.005;

    private PeakLimiter() {}

    /** {@code sound × gain}, nowhere beyond {@code ceiling}. */
    static Pcm limit(Pcm sound, double gain, double ceiling) {
        float[] in = sound.samples();
        int length = in.length;
        float[] out = new float[length];
        int reach = Math.max(1, (int) (REACH_SECONDS * sound.rate().hertz()));
        double[] lowest = runningMinimum(in, gain, ceiling, reach);
        double sum = 0;
        for (int i = -reach; i < length; i++) {
            sum += i + reach < length ? lowest[i + reach] : 1;
            if (i - reach - 1 >= 0) {
                sum -= lowest[i - reach - 1];
            }
            if (i >= 0) {
                int before = Math.max(0, reach - i);
                double smooth = (sum + before) / (2 * reach + 1);
                out[i] = (float) Math.clamp(in[i] * gain * smooth, -ceiling, ceiling);
            }
        }
        return new Pcm(out, sound.rate());
    }

    /** Smallest gain needed within {@code reach} samples of each sample, by a monotonic queue. */
    private static double[] runningMinimum(float[] in, double gain, double ceiling, int reach) {
        double[] lowest = new double[in.length];
        Deque<Integer> candidates = new ArrayDeque<>();
        for (int i = 0; i < in.length + reach; i++) {
            if (i < in.length) {
                double needed = needed(in[i], gain, ceiling);
                while (!candidates.isEmpty() && needed(in[candidates.getLast()], gain, ceiling) >= needed) {
                    candidates.removeLast();
                }
                candidates.addLast(i);
            }
            int centre = i - reach;
            if (centre >= 0) {
                while (candidates.getFirst() < centre - reach) {
                    candidates.removeFirst();
                }
                lowest[centre] = needed(in[candidates.getFirst()], gain, ceiling);
            }
        }
        return lowest;
    }

    private static double needed(float sample, double gain, double ceiling) {
        double amplitude = Math.abs(sample * gain);
        return amplitude > ceiling ? ceiling / amplitude : 1;
    }
}
