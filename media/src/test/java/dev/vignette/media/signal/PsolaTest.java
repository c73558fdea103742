package dev.vignette.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PsolaTest {
    private static final SampleRate RATE = SampleRate.HZ_22050;

    private static Pcm speechLike() {
        Pcm gap = new Pcm(new float[2_000], RATE);
        return gap.plus(Tones.vowel(t -> 140 + 30 * Math.sin(5 * t), 0.8, RATE))
                .plus(Tones.noise(0.15, RATE))
                .plus(Tones.vowel(t -> 170 - 40 * t, 0.8, RATE))
                .plus(gap);
    }

    @Test
    void ratioOneGivesTheVerySamples() {
        Pcm sound = speechLike();
        Pcm same = Psola.shift(sound, PitchTrack.of(sound), t -> 1);
        for (int i = 0; i < sound.samples().length; i++) {
            assertThat(same.samples()[i]).isCloseTo(sound.samples()[i], within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-5, -2, -0.5, 0.5, 2, 5})
    void shiftsBySemitonesWithoutClicksAndInTheSameTime(double semitones) {
        Pcm sound = speechLike();
        PitchTrack before = PitchTrack.of(sound);
        double ratio = Math.pow(2, semitones / 12);
        Pcm shifted = Psola.shift(sound, before, t -> ratio);
        PitchTrack after = PitchTrack.of(shifted);

        assertThat(shifted.samples()).hasSameSizeAs(sound.samples());
        assertThat(12 * Math.log(after.median() / before.median()) / Math.log(2))
                .isCloseTo(semitones, within(0.25));
        assertThat(after.voicedFrames()).isGreaterThan((int) (0.85 * before.voicedFrames()));
        assertThat(largestStep(shifted)).isLessThan(1.5 * largestStep(sound));
        assertThat(shifted.rms()).isCloseTo(sound.rms(), within(0.25 * sound.rms()));
    }

    @Test
    void soundWithoutVoicePassesUnchanged() {
        Pcm noise = Tones.noise(0.5, RATE);
        Pcm out = Psola.shift(noise, PitchTrack.of(noise), t -> 1.3);
        for (int i = 0; i < noise.samples().length; i++) {
            assertThat(out.samples()[i]).isCloseTo(noise.samples()[i], within(1e-5f));
        }
    }

    @Test
    void theEmptySoundIsLeftAlone() {
        Pcm empty = new Pcm(new float[0], RATE);
        assertThat(Psola.shift(empty, PitchTrack.of(empty), t -> 2).samples()).isEmpty();
    }

    private static double largestStep(Pcm sound) {
        double largest = 0;
        for (int i = 1; i < sound.samples().length; i++) {
            largest = Math.max(largest, Math.abs(sound.samples()[i] - sound.samples()[i - 1]));
        }
        return largest;
    }
}
