package dev.vignette.media.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
    @ParameterizedTest
    @CsvSource({
        "16000, 48000",
        "22050, 48000",
        "24000, 48000",
        "44100, 16000",
        "48000, 16000",
        "48000, 24000",
        "8000, 44100"
    })
    void aSineStaysTheSameSineInItsPlace(int from, int to) {
        double hertz = 0.35 * Math.min(from, to);
        Pcm out = Resampler.resample(sine(from, hertz, from), new SampleRate(to));

        Pcm expected = sine(to, hertz, to);
        assertThat(out.samples()).hasSize(to);
        // The ends see the filter's reach outside the sound.
        double error = 0;
        for (int i = to / 10; i < to - to / 10; i++) {
            error = Math.max(error, Math.abs(out.samples()[i] - expected.samples()[i]));
        }
        assertThat(error).isLessThan(2e-3);
    }

    @ParameterizedTest
    @CsvSource({
        "48000, 16000, 0.60",
        "48000, 16000, 0.9",
        "44100, 16000, 0.55",
        "48000, 24000, 0.52",
        "48000, 22050, 0.8"
    })
    void whatCannotBeHeldIsEightyDecibelsDown(int from, int to, double partOfNewRate) {
        Pcm out = Resampler.resample(sine(from, partOfNewRate * to, from), new SampleRate(to));

        Pcm middle = out.slice(to / 4, 3 * to / 4);
        assertThat(20 * Math.log10(middle.rms() / Math.sqrt(0.5))).isLessThan(-80);
    }

    @Test
    void anImpulseStaysWhereItIs() {
        float[] click = new float[22_050];
        click[11_025] = 1;

        float[] out = Resampler.resample(new Pcm(click, SampleRate.HZ_22050), SampleRate.HZ_48000)
                .samples();

        int loudest = 0;
        for (int i = 0; i < out.length; i++) {
            loudest = Math.abs(out[i]) > Math.abs(out[loudest]) ? i : loudest;
        }
        assertThat(loudest).isEqualTo(24_000);
        // Symmetry about the impulse says that there is no shift of a fraction of a sample either.
        assertThat(out[23_997]).isCloseTo(out[24_003], within(1e-4f));
    }

    @Test
    void piecesGiveWhatTheWholeGives() {
        Pcm sound = sine(24_000, 440, 10_007);
        float[] whole = Resampler.resample(sound, SampleRate.HZ_48000).samples();

        float[] joined = new float[0];
        try (Resampler resampler = new Resampler(SampleRate.HZ_24000, SampleRate.HZ_48000)) {
            int start = 0;
            for (int length = 1; start < 10_007; length = (length * 7 + 3) % 1_000) {
                joined = join(
                        joined,
                        resampler.push(sound.slice(start, start + length).samples()));
                start += length;
            }
            joined = join(joined, resampler.drain());
        }

        assertThat(joined).hasSize(20_014).containsExactly(whole);
    }

    @Test
    void theSameRateIsTheSameSound() {
        Pcm sound = sine(16_000, 440, 100);
        assertThat(Resampler.resample(sound, SampleRate.HZ_16000)).isSameAs(sound);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(Resampler.resample(new Pcm(new float[0], SampleRate.HZ_16000), SampleRate.HZ_48000)
                        .samples())
                .isEmpty();
    }

    private static float[] join(float[] a, float[] b) {
        float[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    static Pcm sine(int rate, double hertz, int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate);
        }
        return new Pcm(samples, new SampleRate(rate));
    }
}
