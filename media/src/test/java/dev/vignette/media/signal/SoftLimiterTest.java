package dev.vignette.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import org.junit.jupiter.api.Test;

class SoftLimiterTest {

    @Test
    void quietSamplesAreOnlyMultiplied() {
        float[] out = SoftLimiter.apply(new Pcm(new float[] {0.1f, -0.2f}, SampleRate.HZ_16000), 3)
                .samples();
        assertThat(out).containsExactly(new float[] {0.3f, -0.6f}, within(1e-6f));
    }

    @Test
    void loudOnesRiseMonotonouslyAndStayBelowFullScale() {
        float[] ramp = new float[2_000];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i / 100f;
        }
        float[] out = SoftLimiter.apply(new Pcm(ramp, SampleRate.HZ_16000), 1).samples();
        for (int i = 1; i < out.length; i++) {
            assertThat(out[i]).isGreaterThanOrEqualTo(out[i - 1]).isLessThanOrEqualTo(0.95f);
            assertThat(out[i] - out[i - 1]).isLessThan(0.011f);
        }
    }
}
