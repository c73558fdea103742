package dev.vignette.media.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningLoudnessTest {

    @Test
    void agreesWithTheLoudnessOfTheWholeWhateverThePieces() {
        Random random = new Random(3);
        SampleRate rate = SampleRate.HZ_24000;
        float[] x = new float[rate.hertz() * 5];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (0.1 * (i / rate.hertz() % 2) * random.nextGaussian());
        }
        RunningLoudness running = new RunningLoudness(rate);
        for (int at = 0; at < x.length; ) {
            int to = Math.min(x.length, at + 1 + random.nextInt(5_000));
            running.hear(Arrays.copyOfRange(x, at, to));
            at = to;
        }
        assertThat(running.integrated()).isCloseTo(Loudness.integrated(new Pcm(x, rate)), within(0.01));
    }

    @Test
    void silenceAndTooLittleHaveNoLoudness() {
        RunningLoudness running = new RunningLoudness(SampleRate.HZ_16000);
        assertThat(running.integrated()).isEqualTo(Double.NEGATIVE_INFINITY);
        running.hear(new float[32_000]);
        assertThat(running.integrated()).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
