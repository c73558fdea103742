package dev.vignette.renderer.face.ditto;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.face.ditto.motion.AudioWindows;
import dev.vignette.renderer.face.ditto.motion.Condition;
import dev.vignette.renderer.face.ditto.motion.MotionDiffusion;
import dev.vignette.renderer.face.ditto.motion.MotionVector;
import dev.vignette.renderer.face.ditto.motion.WindowModel;
import dev.vignette.renderer.face.ditto.source.MotionRecord;
import dev.vignette.renderer.face.ditto.source.Source;
import java.util.Collections;
import java.util.List;
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

    /** Runs what a film repeats twice and times the second run. */
    static SpeedEstimate measure(Backend backend, int steps, int valid) {
        double hubert = seconds(() -> backend.encode(AudioWindows.silence()).rows());
        WindowModel motion = backend.motion(1, float[]::new);
        List<float[]> rows = Collections.nCopies(MotionDiffusion.FRAMES, new float[Condition.SIZE]);
        double lmdm = seconds(() -> motion.window(new float[MotionVector.SIZE], rows));
        try (FilmFrames frames = backend.begin(Footage.still(Source.blank()), FilmFormat.SQUARE)) {
            double frame = seconds(() -> {
                frames.ask(0, new float[3 * MotionRecord.POINTS]);
                try {
                    frames.take();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RenderException(RenderException.Reason.CANCELLED, "The measurement was cancelled.", e);
                }
            });
            return new SpeedEstimate(hubert, lmdm, frame, steps, valid);
        }
    }

    private static double seconds(Runnable work) {
        work.run();
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }

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
