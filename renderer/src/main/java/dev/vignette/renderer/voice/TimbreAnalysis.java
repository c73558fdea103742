package dev.vignette.renderer.voice;

import dev.vignette.media.signal.Levels;
import dev.vignette.media.signal.Ltas;
import dev.vignette.media.signal.PitchTrack;
import dev.vignette.media.signal.SyllableRate;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.voice.UnusableSampleException.Fault;
import java.util.Arrays;

/**
 * Measures how a person sounds from a sample of their speech. About 20 ms for 10 s of sound; a pure function.
 */
public final class TimbreAnalysis {
    /** Least speech in a sample, seconds, pauses not counted. */
    public static final double MIN_SPEECH = 2.0;

    private static final double MIN_VOICED = 0.5;
    private static final double SILENT_DB = -50;
    /** Speech is what lies within this of the loud parts… */
    private static final double SPEECH_RANGE_DB = 30;
    /** …and this far above the quiet ones. */
    private static final double ABOVE_NOISE_DB = 6;

    private static final double FULL_SCALE = 0.98;
    private static final int CLIPPED_RUN = 3;
    private static final double CLIPPED_SHARE = 0.002;

    private TimbreAnalysis() {}

    /**
     * @throws UnusableSampleException if there are less than {@value #MIN_SPEECH} s of speech in it, if it is silent,
     *     overdriven or holds no voice; the message says how to record a better one
     */
    public static Timbre of(Pcm sample) {
        Pcm sound = sample.rate().hertz() > SampleRate.HZ_22050.hertz()
                ? Resampler.resample(sample, SampleRate.HZ_22050)
                : sample;
        refuseSilent(sound);
        refuseClipped(sample);
        refuseShort(sound);
        PitchTrack pitch = PitchTrack.of(sound);
        if (pitch.voicedFrames() * PitchTrack.HOP < MIN_VOICED) {
            throw unusable(
                    Fault.NO_VOICE,
                    "There is no clear voice in the sample. Record one person speaking, without music behind.");
        }
        double[] ltas = Ltas.of(sound, pitch).decibels();
        return new Timbre(
                Math.clamp(pitch.median(), 50, 500),
                pitch.deviation(),
                SyllableRate.of(sound, pitch),
                Arrays.stream(ltas).boxed().toList());
    }

    private static void refuseSilent(Pcm sound) {
        if (Levels.decibels(sound.peak()) < SILENT_DB) {
            throw unusable(Fault.SILENT, "The voice sample is silent. Check the microphone and record it again.");
        }
    }

    /** Runs of samples at full scale are the mark of an overdriven recording. */
    private static void refuseClipped(Pcm sound) {
        int clipped = 0;
        int run = 0;
        for (float s : sound.samples()) {
            run = Math.abs(s) >= FULL_SCALE ? run + 1 : 0;
            clipped += run == CLIPPED_RUN ? CLIPPED_RUN : run > CLIPPED_RUN ? 1 : 0;
        }
        if (clipped > CLIPPED_SHARE * sound.samples().length) {
            throw unusable(
                    Fault.OVERDRIVEN,
                    "The voice sample is overdriven. Record it again a little further from the microphone.");
        }
    }

    private static void refuseShort(Pcm sound) {
        double[] level = Levels.envelope(sound, PitchTrack.HOP, 0.025);
        double[] sorted = level.clone();
        Arrays.sort(sorted);
        double loud = sorted.length == 0 ? 0 : sorted[(int) (0.95 * (sorted.length - 1))];
        double quiet = sorted.length == 0 ? 0 : sorted[(int) (0.05 * (sorted.length - 1))];
        // Where nobody pauses, the quietest frames are speech themselves and say nothing of the noise.
        double gate = Math.max(loud - SPEECH_RANGE_DB, Math.min(quiet + ABOVE_NOISE_DB, loud - 2 * ABOVE_NOISE_DB));
        double speech = Arrays.stream(level).filter(l -> l > gate).count() * PitchTrack.HOP;
        if (speech < MIN_SPEECH) {
            throw unusable(
                    Fault.LITTLE_SPEECH,
                    "The voice sample holds only %.1f s of speech. Record at least 5 s of normal speech."
                            .formatted(speech));
        }
    }

    private static UnusableSampleException unusable(Fault fault, String message) {
        return new UnusableSampleException(fault, message);
    }
}
