package dev.vignette.media.signal;

import dev.vignette.media.sound.Pcm;

/** Levels of stretches of sound. */
public final class Levels {
    /** What silence measures, dB. */
    public static final double FLOOR_DB = -120;

    private Levels() {}

    /** Root mean square of {@code x[from…to)}; what lies outside the array counts as silence. */
    public static double rms(float[] x, int from, int to) {
        double sum = 0;
        for (int i = Math.max(0, from); i < Math.min(x.length, to); i++) {
            sum += (double) x[i] * x[i];
        }
        return to > from ? Math.sqrt(sum / (to - from)) : 0;
    }

    /** Decibels of an amplitude relative to 1, at least {@value #FLOOR_DB}. */
    public static double decibels(double amplitude) {
        return Math.max(FLOOR_DB, 20 * StrictMath.log10(Math.max(amplitude, 1e-12)));
    }

    /** Amplitude of a level in decibels relative to 1. */
    public static double amplitude(double decibels) {
        return StrictMath.pow(10, decibels / 20);
    }

    /**
     * Levels in dB over windows of {@code window} seconds, one every {@code hop} seconds, centred there.
     */
    public static double[] envelope(Pcm sound, double hop, double window) {
        int rate = sound.rate().hertz();
        int half = Math.max(1, (int) Math.round(window * rate / 2));
        double[] levels = new double[(int) Math.ceil(sound.seconds() / hop)];
        for (int i = 0; i < levels.length; i++) {
            int centre = (int) Math.round(i * hop * rate);
            levels[i] = decibels(rms(sound.samples(), centre - half, centre + half));
        }
        return levels;
    }
}
