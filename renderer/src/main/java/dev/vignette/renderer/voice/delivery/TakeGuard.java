package dev.vignette.renderer.voice.delivery;

import dev.vignette.media.signal.Levels;
import dev.vignette.media.signal.PitchTrack;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import java.util.Arrays;

/**
 * Listens to a take and refuses what cannot be speech of the text: values that are no numbers, clipping, long silence, noise,
 * too much or too little sound. Used by one thread, for one take.
 */
final class TakeGuard {
    private static final double CLIPPED = 0.999;
    private static final double CLIPPED_SHARE = 0.01;
    private static final double QUIET_DB = -50;
    private static final double SILENT_DB = -45;
    private static final double LONGEST_SILENCE = 3;
    private static final double WINDOW = 0.02;
    /** Speech is voiced for more than half of its time; whispering engines are not foreseen. */
    private static final double VOICED_SHARE = 0.08;
    /** A hiss of this length may be a word ("Psst!"). */
    private static final double JUDGED = 1.2;

    private final SampleRate rate;
    private final SpeakingTime time;
    private final int window;
    private float[] heard = new float[0];
    private int length;
    private int clipped;
    private int judged;
    private int quiet;

    TakeGuard(SampleRate rate, String text) {
        this.rate = rate;
        time = SpeakingTime.of(text);
        window = (int) Math.round(WINDOW * rate.hertz());
    }

    /** @throws BadTakeException as soon as it is certain */
    void hear(float[] samples) {
        for (float sample : samples) {
            if (!Float.isFinite(sample)) {
                throw new BadTakeException("values that are no numbers");
            }
            clipped += Math.abs(sample) >= CLIPPED ? 1 : 0;
        }
        if (length + samples.length > heard.length) {
            heard = Arrays.copyOf(heard, Math.max(length + samples.length, 2 * heard.length));
        }
        System.arraycopy(samples, 0, heard, length, samples.length);
        length += samples.length;
        if (seconds() > time.longest()) {
            throw new BadTakeException("more sound than the text could take");
        }
        for (; judged + window <= length; judged += window) {
            boolean still = Levels.decibels(Levels.rms(heard, judged, judged + window)) < QUIET_DB;
            quiet = still ? quiet + 1 : 0;
            if (quiet * WINDOW > LONGEST_SILENCE) {
                throw new BadTakeException("a long silence");
            }
        }
    }

    /** @throws BadTakeException if it was no speech */
    void finish() {
        Pcm sound = new Pcm(Arrays.copyOf(heard, length), rate);
        double[] levels = Levels.envelope(sound, WINDOW, WINDOW);
        double[] sorted = levels.clone();
        Arrays.sort(sorted);
        double loud = sorted.length == 0 ? Levels.FLOOR_DB : sorted[(int) (0.95 * (sorted.length - 1))];
        if (loud < SILENT_DB) {
            throw new BadTakeException("silence");
        }
        if (clipped > CLIPPED_SHARE * length) {
            throw new BadTakeException("overdriven sound");
        }
        double active = Arrays.stream(levels).filter(level -> level > QUIET_DB).count() * WINDOW;
        if (active < time.shortest()) {
            throw new BadTakeException("less sound than the text takes");
        }
        if (active > JUDGED) {
            double voiced = PitchTrack.of(Resampler.resample(sound, SampleRate.HZ_16000))
                            .voicedFrames()
                    * PitchTrack.HOP;
            if (voiced < VOICED_SHARE * active) {
                throw new BadTakeException("noise");
            }
        }
    }

    private double seconds() {
        return length / (double) rate.hertz();
    }
}
