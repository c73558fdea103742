package dev.vignette.renderer.voice.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.Engine;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.voice.UnusableSampleException;
import dev.vignette.renderer.voice.enrolment.standin.SpeakerStandIn;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCheckTest {
    private final SampleCheck check = new SampleCheck(Optional::empty);

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
    void theSpeakerModelHasTheLastWordAsSoonAsItIsThere(@TempDir Path directory) {
        BandsModel.write(directory.resolve("bands.onnx"));
        new SpeakerStandIn().write(directory, StandIn.Size.MINI, 1);
        Pcm lively = Buzz.joined(Buzz.of(110, 6, 0.3), Buzz.of(230, 6, 0.3));
        AtomicReference<SpeakerEncoder> installed = new AtomicReference<>();
        SampleCheck careful = new SampleCheck(() -> Optional.ofNullable(installed.get()));
        try (Engine engine = OnnxRuntimeEngine.cpu();
                SpeakerEncoder bands = SpeakerEncoder.open(engine, directory.resolve("bands.onnx"));
                SpeakerEncoder standIn = SpeakerEncoder.open(engine, directory.resolve(SpeakerEncoder.FILE))) {
            installed.set(standIn);
            assertThat(careful.judge(lively).advice()).contains(SampleAdvice.PERHAPS_SEVERAL);
            installed.set(bands);
            assertThat(careful.judge(lively).advice())
                    .as("only the model is asked")
                    .doesNotContain(SampleAdvice.PERHAPS_SEVERAL);
        }
    }

    @Test
    void likenessIsSaidInThreeSteps() {
        assertThat(Resemblance.of(0.42)).isEqualTo(Resemblance.ALIKE);
        assertThat(Resemblance.of(0.41)).isEqualTo(Resemblance.NEAR);
        assertThat(Resemblance.of(0.27)).isEqualTo(Resemblance.UNLIKE);
        assertThat(Resemblance.of(-1)).isEqualTo(Resemblance.UNLIKE);
    }

    @Test
    void silenceIsNoSample() {
        assertThatThrownBy(() -> check.judge(new Pcm(new float[80_000], SampleRate.HZ_16000)))
                .isInstanceOfSatisfying(
                        UnusableSampleException.class,
                        e -> assertThat(e.fault()).isEqualTo(UnusableSampleException.Fault.SILENT))
                .hasMessageContaining("silent");
    }
}
