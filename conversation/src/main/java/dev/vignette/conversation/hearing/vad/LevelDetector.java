package dev.vignette.conversation.hearing.vad;

import java.util.Arrays;

/**
 * The detector that needs no file: speech is what stands out of the background and does not stay at one level. It cannot tell
 * a voice from other lively sound, such as music, and says so by its name; sound that is steady throughout (hum, tones, hiss)
 * is no speech to it.
 */
public final class LevelDetector implements SpeechDetector {
    /** Above the background, dB. */
    private static final double STANDS_OUT = 9;
    /** Below the loudest windows, dB: weaker ones are breath and reverberation. */
    private static final double REACH = 30;
    /** dBFS under which nothing is speech. */
    private static final double QUIETEST = -55;
    /** Windows (about a quarter of a second) over which speech never stays within {@link #STEADY} dB. */
    private static final int STEADY_RUN = 8;

    private static final double STEADY = 0.7;
    /** Slope of the probability, dB. */
    private static final double SOFTNESS = 2;

    @Override
    public String name() {
        return "level";
    }

    @Override
    public float[] probabilities(float[] samples, Runnable beforeEach) {
        double[] levels = levels(samples, beforeEach);
        double threshold = threshold(levels);
        float[] probabilities = new float[levels.length];
        for (int i = 0; i < levels.length; i++) {
            probabilities[i] = (float) (1 / (1 + Math.exp((threshold - levels[i]) / SOFTNESS)));
        }
        for (int i = 0; i < levels.length; ) {
            int end = i;
            while (end < levels.length && levels[end] >= threshold) {
                end++;
            }
            if (steady(levels, i, end)) {
                Arrays.fill(probabilities, i, end, 0);
            }
            i = Math.max(end, i + 1);
        }
        return probabilities;
    }

    private static double threshold(double[] levels) {
        double[] sorted = levels.clone();
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return QUIETEST;
        }
        double background = sorted[sorted.length / 10];
        double loud = sorted[(sorted.length - 1) * 19 / 20];
        return Math.max(QUIETEST, Math.max(background + STANDS_OUT, loud - REACH));
    }

    /** Whether the windows between the first and the last, which are cut by the edges, hardly differ. */
    private static boolean steady(double[] levels, int from, int to) {
        int first = from + 1;
        int last = to - 1;
        int n = last - first;
        if (n < STEADY_RUN) {
            return false;
        }
        double mean = Arrays.stream(levels, first, last).sum() / n;
        double variance = Arrays.stream(levels, first, last)
                        .map(level -> (level - mean) * (level - mean))
                        .sum()
                / n;
        return Math.sqrt(variance) < STEADY;
    }

    private static double[] levels(float[] samples, Runnable beforeEach) {
        double[] levels = new double[SpeechDetector.windows(samples.length)];
        for (int i = 0; i < levels.length; i++) {
            beforeEach.run();
            int end = Math.min(samples.length, (i + 1) * WINDOW);
            double sum = 1e-12;
            for (int k = i * WINDOW; k < end; k++) {
                sum += (double) samples[k] * samples[k];
            }
            levels[i] = 10 * Math.log10(sum / WINDOW);
        }
        return levels;
    }

    @Override
    public void close() {}
}
