package dev.vignette.renderer.face.ditto;

import java.util.Locale;

/**
 * How fast films are made on this machine, measured on the networks themselves.
 *
 * @param hubert seconds of a window of sound, five of which make a second of film
 * @param lmdm seconds of one step of a window of motion
 * @param frame seconds of warping and decoding one frame
 * @param steps of a window of motion
 * @param valid new frames of a window of motion
 */
public record SpeedEstimate(double hubert, double lmdm, double frame, int steps, int valid) {
    private static final int RATE = 25;
    private static final int WINDOWS = 5;

    /** Above this a drawn face is the better choice unless the real one is asked for. */
    public static final double TOO_SLOW = 4;

    /** Seconds of work for a second of film: below 1 it is made as fast as it is spoken. */
    public double realTimeFactor() {
        return WINDOWS * hubert + (double) RATE / valid * steps * lmdm + RATE * frame;
    }

    /** Whether waiting is reasonable. */
    public boolean reasonable() {
        return realTimeFactor() <= TOO_SLOW;
    }

    /** For people, such as {@code about 61 s per second of film on this machine}. */
    public String sentence() {
        double factor = realTimeFactor();
        return String.format(Locale.ROOT, factor < 10 ? "about %.1f s" : "about %.0f s", factor)
                + " per second of film on this machine";
    }
}
