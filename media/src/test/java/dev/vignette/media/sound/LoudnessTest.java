package dev.vignette.media.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoudnessTest {
    @ParameterizedTest
    @ValueSource(ints = {16_000, 22_050, 24_000, 44_100, 48_000})
    void aFullScaleSineOf997HertzInOneChannelHasMinusThree(int rate) {
        // BS.1770-4, Annex 1: −3.01 LKFS. The bilinear transform bends the shelf a little at low rates; meters may err
        // by 0.1.
        double tolerance = rate == 48_000 ? 0.005 : 0.05;
        assertThat(Loudness.integrated(ResamplerTest.sine(rate, 997, 5 * rate))).isCloseTo(-3.01, within(tolerance));
    }

    @Test
    void tenDecibelsAreTenUnits() {
        Pcm quiet = gain(ResamplerTest.sine(48_000, 997, 96_000), -20);
        assertThat(Loudness.integrated(quiet)).isCloseTo(-23.01, within(0.02));
    }

    /** After EBU Tech 3341, test 3: the quiet parts are gated away. */
    @Test
    void quietPartsDoNotCount() {
        Pcm quiet = gain(ResamplerTest.sine(48_000, 1_000, 480_000), -36 + 3);
        Pcm loud = gain(ResamplerTest.sine(48_000, 1_000, 2_880_000), -23 + 3);
        assertThat(Loudness.integrated(quiet.plus(loud).plus(quiet))).isCloseTo(-23.0, within(0.1));
    }

    @Test
    void silenceHasNone() {
        assertThat(Loudness.integrated(Pcm.silence(Duration.ofSeconds(1), SampleRate.HZ_16000)))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Loudness.integrated(new Pcm(new float[0], SampleRate.HZ_16000)))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-25, -12, 0, 6})
    void speechIsBroughtToTheTargetAndStaysBelowTheCeiling(double startGain) {
        Pcm result = Loudness.normalise(gain(syllables(), startGain), Loudness.CHAT_LUFS);

        assertThat(Loudness.integrated(result)).isCloseTo(Loudness.CHAT_LUFS, within(0.5));
        assertThat(result.peak()).isLessThanOrEqualTo(Loudness.PEAK + 1e-6);
    }

    @Test
    void theLimiterBendsPeaksWithoutClippingThem() {
        float[] samples = gain(ResamplerTest.sine(48_000, 200, 48_000), -12).samples();
        for (int i = 24_000; i < 24_240; i++) {
            samples[i] *= 6;
        }
        Pcm limited = PeakLimiter.limit(new Pcm(samples, SampleRate.HZ_48000), 1, 0.5);

        assertThat(limited.peak()).isBetween(0.45, 0.5 + 1e-6);
        int atCeiling = 0;
        for (float sample : limited.samples()) {
            atCeiling += Math.abs(sample) > 0.4999 ? 1 : 0;
        }
        assertThat(atCeiling).isLessThan(24);
        // Far from the peak nothing has changed.
        assertThat(limited.samples()[10_000]).isEqualTo(samples[10_000]);
        assertThat(limited.samples()[40_000]).isEqualTo(samples[40_000]);
    }

    @Test
    void silenceIsNotLifted() {
        Pcm silence = Pcm.silence(Duration.ofSeconds(1), SampleRate.HZ_16000);
        assertThat(Loudness.normalise(silence, -16).peak()).isZero();
    }

    private static Pcm syllables() {
        Random random = new Random(7);
        float[] samples = new float[3 * 24_000];
        for (int i = 0; i < samples.length; i++) {
            double envelope = Math.max(0, Math.sin(2 * Math.PI * 3.5 * i / 24_000));
            samples[i] =
                    (float) (envelope * (0.5 * Math.sin(2 * Math.PI * 150 * i / 24_000) + 0.1 * random.nextGaussian()));
        }
        return new Pcm(samples, SampleRate.HZ_24000);
    }

    private static Pcm gain(Pcm sound, double decibels) {
        float[] samples = sound.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= (float) Math.pow(10, decibels / 20);
        }
        return new Pcm(samples, sound.rate());
    }
}
