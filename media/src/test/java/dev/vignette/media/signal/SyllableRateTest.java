package dev.vignette.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyllableRateTest {

    private static Pcm syllables(double perSecond, double seconds) {
        Pcm vowel = Tones.vowel(t -> 150, seconds, SampleRate.HZ_16000);
        float[] x = vowel.samples();
        for (int i = 0; i < x.length; i++) {
            x[i] *= (float) (0.55 - 0.45 * Math.cos(2 * Math.PI * perSecond * i / 16_000));
        }
        return vowel;
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 4, 5.5, 7})
    void countsTheSwellsOfTheVoice(double perSecond) {
        Pcm sound = syllables(perSecond, 4);
        assertThat(SyllableRate.of(sound, PitchTrack.of(sound))).isCloseTo(perSecond, within(0.08 * perSecond));
    }

    @Test
    void longPausesDoNotCount() {
        Pcm pause = new Pcm(new float[24_000], SampleRate.HZ_16000);
        Pcm sound = syllables(4, 2).plus(pause).plus(syllables(4, 2));
        assertThat(SyllableRate.of(sound, PitchTrack.of(sound))).isCloseTo(4, within(0.4));
    }

    @Test
    void noiseAndSilenceHaveNoSyllables() {
        Pcm noise = Tones.noise(1, SampleRate.HZ_16000);
        assertThat(SyllableRate.of(noise, PitchTrack.of(noise))).isZero();
        Pcm silence = new Pcm(new float[16_000], SampleRate.HZ_16000);
        assertThat(SyllableRate.of(silence, PitchTrack.of(silence))).isZero();
    }
}
