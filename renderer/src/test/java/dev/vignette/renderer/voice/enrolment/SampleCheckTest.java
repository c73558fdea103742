package dev.vignette.renderer.voice.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleCheckTest {
    private final SampleCheck check = new SampleCheck(Optional.empty());

    @Test
    void nothingIsSaidAgainstAGoodSample() {
        SampleReport report = check.judge(Buzz.of(120, 12, 0.3));

        assertThat(report.advice()).isEmpty();
        assertThat(report.refusal()).isEmpty();
        assertThat(report.signalToNoise()).isGreaterThan(30);
        assertThat(report.speechSeconds()).isBetween(6.0, 11.0);
        assertThat(report.timbre().medianF0()).isBetween(105.0, 135.0);
    }

    @Test
    void aShortSampleIsTakenWithAdvice() {
        assertThat(check.judge(Buzz.of(120, 4.5, 0.3)).advice()).containsExactly(SampleAdvice.SHORT);
    }

    @Test
    void noiseIsAdvisedAgainstAndThenRefused() {
        SampleReport noisy = check.judge(Buzz.of(120, 12, 0.3, 0.008));
        assertThat(noisy.advice()).containsExactly(SampleAdvice.NOISY);
        assertThat(noisy.refusal()).isEmpty();

        SampleReport drowned = check.judge(Buzz.of(120, 12, 0.3, 0.03));
        assertThat(drowned.refusal()).contains(SampleAdvice.TOO_NOISY);
        assertThat(drowned.advice().getFirst().sentence()).contains("quiet room");
    }

    @Test
    void twoPitchesAreTwoPeoplePerhaps() {
        assertThat(check.judge(Buzz.joined(Buzz.of(110, 6, 0.3), Buzz.of(230, 6, 0.3)))
                        .advice())
                .contains(SampleAdvice.PERHAPS_SEVERAL);
    }

    @Test
    void silenceIsNoSample() {
        assertThatThrownBy(() -> check.judge(new Pcm(new float[80_000], SampleRate.HZ_16000)))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("silent");
    }
}
