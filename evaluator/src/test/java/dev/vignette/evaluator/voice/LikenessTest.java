package dev.vignette.evaluator.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import org.junit.jupiter.api.Test;

class LikenessTest {
    @Test
    void anOctaveUpIsTwelveSemitonesAndHalfTheSoundSixUnitsLess() {
        Likeness same = Likeness.of(voice(110, 0.4), voice(110, 0.4));
        Likeness higher = Likeness.of(voice(220, 0.2), voice(110, 0.4));

        assertThat(same.semitones()).isCloseTo(0, within(1e-9));
        assertThat(same.liveliness()).isCloseTo(1, within(1e-9));
        assertThat(same.timbreDecibels()).isZero();
        assertThat(higher.semitones()).isCloseTo(12, within(0.2));
        assertThat(higher.loudnessUnits()).isCloseTo(-6, within(1.5));
        assertThat(higher.timbreDecibels()).isGreaterThan(1);
    }

    @Test
    void silenceIsLikeNobody() {
        Pcm silence = new Pcm(new float[32_000], SampleRate.HZ_16000);
        assertThatThrownBy(() -> Likeness.of(silence, voice(110, 0.4))).hasMessageContaining("no voice");
    }

    private static Pcm voice(double hertz, double loudness) {
        float[] samples = new float[48_000];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            double t = i / 16_000.0;
            phase += 2 * Math.PI * hertz * (1 + 0.1 * Math.sin(2 * Math.PI * t)) / 16_000;
            double sum = 0;
            for (int k = 1; k <= 12; k++) {
                sum += Math.sin(k * phase) / k;
            }
            samples[i] = (float) (loudness * Math.abs(Math.sin(4 * Math.PI * t)) * sum / 2);
        }
        return new Pcm(samples, SampleRate.HZ_16000);
    }
}
