package dev.vignette.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Long-term spectrum and equalizer together: what the one measures the other makes. */
class SpectrumTest {

    private static PitchTrack allVoiced(Pcm sound) {
        double[] hertz = new double[(int) (sound.seconds() / PitchTrack.HOP)];
        Arrays.fill(hertz, 100);
        return new PitchTrack(hertz);
    }

    @Test
    void whiteNoiseIsFlatAndWithoutMean() {
        Pcm noise = Tones.noise(5, SampleRate.HZ_48000);
        double[] level = Ltas.of(noise, allVoiced(noise)).decibels();
        assertThat(level).containsOnly(new double[] {0}, within(1.5));
        assertThat(Arrays.stream(level).average().orElseThrow()).isCloseTo(0, within(1e-9));
    }

    @Test
    void bandsBeyondTheSampleRateRepeatTheLast() {
        Pcm noise = Tones.noise(3, SampleRate.HZ_16000);
        double[] level = Ltas.of(noise, allVoiced(noise)).decibels();
        assertThat(level[21]).isEqualTo(level[20]);
        assertThat(level[23]).isEqualTo(level[20]);
    }

    @Test
    void unvoicedFramesDoNotCount() {
        Pcm voice = Tones.vowel(t -> 140, 1, SampleRate.HZ_22050);
        Pcm both = voice.plus(Tones.noise(2, SampleRate.HZ_22050));
        Ltas alone = Ltas.of(voice, PitchTrack.of(voice));
        assertThat(Ltas.of(both, PitchTrack.of(both)).distance(alone)).isLessThan(1.5);
    }

    @Test
    void theEqualizerMakesTheGainsAskedFor() {
        double[] gains = new double[Ltas.BANDS];
        for (int band = 0; band < gains.length; band++) {
            gains[band] = 6 * Math.cos(band / 3.0);
        }
        Pcm noise = Tones.noise(8, SampleRate.HZ_22050);
        double[] before = Ltas.of(noise, allVoiced(noise)).decibels();
        double[] after = Ltas.of(new GraphicEqualizer(gains, noise.rate()).apply(noise), allVoiced(noise))
                .decibels();
        double offset = after[8] - before[8] - gains[8];
        for (int band = 2; band < 21; band++) {
            assertThat(after[band] - before[band] - offset).isCloseTo(gains[band], within(1.0));
        }
    }

    @Test
    void theEqualizerMovesNothingInTime() {
        float[] impulse = new float[6_000];
        impulse[3_000] = 1;
        double[] gains = new double[Ltas.BANDS];
        gains[5] = 10;
        gains[15] = -10;
        float[] out = new GraphicEqualizer(gains, SampleRate.HZ_22050)
                .apply(new Pcm(impulse, SampleRate.HZ_22050))
                .samples();
        assertThat(out).hasSize(6_000);
        for (int i = 1; i < 255; i++) {
            assertThat(out[3_000 - i]).isCloseTo(out[3_000 + i], within(1e-6f));
            assertThat(Math.abs(out[3_000 + i])).isLessThan(out[3_000]);
        }
    }
}
