package dev.vignette.evaluator.voice;

import dev.vignette.media.signal.Ltas;
import dev.vignette.media.signal.PitchTrack;
import dev.vignette.media.signal.SyllableRate;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.RunningLoudness;
import dev.vignette.media.sound.SampleRate;

/**
 * How near one recording comes to another person's in what can be measured without a model, for different texts.
 *
 * @param semitones median pitch above the reference
 * @param liveliness standard deviation of the logarithm of the pitch, over the reference's; good within 0.7…1.4
 * @param pace syllables a second, over the reference's; good within 0.8…1.25
 * @param timbreDecibels root mean square difference of the long-term average spectra in 24 critical bands
 * @param loudnessUnits LUFS above the reference
 */
public record Likeness(double semitones, double liveliness, double pace, double timbreDecibels, double loudnessUnits) {

    /** @throws IllegalArgumentException if one of both has no voiced sound */
    public static Likeness of(Pcm speech, Pcm reference) {
        Measures a = measures(speech);
        Measures b = measures(reference);
        double sum = 0;
        for (int band = 0; band < Ltas.BANDS; band++) {
            sum += Math.pow(a.spectrum.decibels()[band] - b.spectrum.decibels()[band], 2);
        }
        return new Likeness(
                12 * Math.log(a.median / b.median) / Math.log(2),
                a.deviation / b.deviation,
                a.pace / b.pace,
                Math.sqrt(sum / Ltas.BANDS),
                a.loudness - b.loudness);
    }

    private record Measures(double median, double deviation, double pace, Ltas spectrum, double loudness) {}

    private static Measures measures(Pcm sound) {
        Pcm narrow = Resampler.resample(sound, SampleRate.HZ_16000);
        PitchTrack pitch = PitchTrack.of(narrow);
        if (pitch.voicedFrames() == 0) {
            throw new IllegalArgumentException("There is no voice in the recording.");
        }
        var loudness = new RunningLoudness(narrow.rate());
        loudness.hear(narrow.samples());
        return new Measures(
                pitch.median(),
                pitch.deviation(),
                SyllableRate.of(narrow, pitch),
                Ltas.of(narrow, pitch),
                loudness.integrated());
    }
}
