package dev.vignette.renderer.voice.espeak;

import dev.vignette.media.signal.GraphicEqualizer;
import dev.vignette.media.signal.PitchTrack;
import dev.vignette.media.signal.Psola;
import dev.vignette.media.signal.SoftLimiter;
import dev.vignette.media.signal.Yin;
import dev.vignette.media.sound.Pcm;
import org.jspecify.annotations.Nullable;

/**
 * How a base voice is brought near to a timbre: what espeak-ng is told, and what is done to its sound. Nothing here changes
 * times.
 *
 * @param wordsPerMinute, pitch, range for espeak-ng
 * @param bend what is left to do to the pitch; null if nothing
 * @param equalizer null if the timbre says nothing of the spectrum
 * @param gain to the loudness of all our voices
 */
record VoicePlan(
        BaseVoice base,
        int wordsPerMinute,
        int pitch,
        int range,
        @Nullable Bend bend,
        @Nullable GraphicEqualizer equalizer,
        double gain) {

    /** PSOLA stays clean within about five semitones. */
    private static final double MOST_SHIFT = 1.34;

    private static final double LOWEST = 0.5;
    private static final double HIGHEST = 2.2;
    private static final double LENIENT = 0.3;
    /** How much of a phrase's own deviation from the median is taken back, and the frames at which half of that is. */
    private static final double OWN_SHARE = 1.0;

    private static final double OWN_FRAMES = 8;

    /**
     * F0' = {@code to} · (F0 / {@code from})^{@code spread}.
     *
     * @param from median F0 of the base voice, Hz
     * @param to median F0 wanted, Hz
     * @param spread ratio of the standard deviations of ln F0
     */
    record Bend(double from, double to, double spread) {
        double ratio(double hertz) {
            double wanted = to * StrictMath.pow(hertz / from, spread);
            return Math.clamp(wanted / hertz, 1 / MOST_SHIFT, MOST_SHIFT);
        }

        /** The same for a phrase that by itself lies higher or lower: its own median counts the more the longer it is. */
        Bend towards(PitchTrack phrase) {
            int frames = phrase.voicedFrames();
            double own = OWN_SHARE * frames / (frames + OWN_FRAMES);
            double middle = frames == 0 ? from : from * StrictMath.pow(phrase.median() / from, own);
            return new Bend(middle, to, spread);
        }

        /** Whether nobody would hear it: a tenth of a semitone, five percent of liveliness. */
        boolean slight() {
            return Math.abs(StrictMath.log(to / from)) < 0.1 * StrictMath.log(2) / 12 && Math.abs(spread - 1) < 0.05;
        }
    }

    Utterance.Request request(String text) {
        return new Utterance.Request(base.name(), wordsPerMinute, pitch, range, text);
    }

    Pcm treat(Pcm sound) {
        Pcm coloured = bent(sound);
        if (equalizer != null) {
            coloured = equalizer.apply(coloured);
        }
        return SoftLimiter.apply(coloured, gain);
    }

    private Pcm bent(Pcm sound) {
        if (bend == null) {
            return sound;
        }
        // The base voice is known, so the search is narrow and lenient: a gap inside a vowel would be heard.
        PitchTrack track = PitchTrack.of(sound, new Yin(LOWEST * bend.from(), HIGHEST * bend.from(), LENIENT));
        Bend here = bend.towards(track);
        return here.slight()
                ? sound
                : Psola.shift(sound, track, seconds -> {
                    double hertz = track.at(seconds);
                    return hertz > 0 ? here.ratio(hertz) : 1;
                });
    }

    VoicePlan with(@Nullable Bend bend, @Nullable GraphicEqualizer equalizer, double gain) {
        return new VoicePlan(base, wordsPerMinute, pitch, range, bend, equalizer, gain);
    }
}
