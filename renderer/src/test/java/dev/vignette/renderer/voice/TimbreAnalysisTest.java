package dev.vignette.renderer.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimbreAnalysisTest {

    /** Tone-like syllables at 150 Hz, as the fake voice speaks them. */
    private static Pcm sample(String text) {
        List<Pcm> sounds = new ArrayList<>();
        new FakeVoice()
                .speak(
                        new Script(text, Language.ENGLISH),
                        Speaker.approximate("1", new Timbre(150, 0.1, 4, List.of())),
                        1,
                        chunk -> sounds.add(chunk.sound()));
        return sounds.stream().reduce(Pcm::plus).orElseThrow();
    }

    private static Pcm scaled(Pcm sound, float gain) {
        float[] x = sound.samples().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.clamp(gain * x[i], -1f, 1f);
        }
        return new Pcm(x, sound.rate());
    }

    private static void refused(Pcm sample, String advice) {
        assertThatThrownBy(() -> TimbreAnalysis.of(sample)).isInstanceOfSatisfying(RenderException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.UNUSABLE_SAMPLE);
            assertThat(e.getMessage()).contains(advice);
        });
    }

    @Test
    void measuresPitchPaceAndSpectrum() {
        Timbre timbre = TimbreAnalysis.of(sample("a b c d e f g h i j k l m n o p q r s t u v w x y z"));
        assertThat(timbre.medianF0()).isCloseTo(150, within(1.0));
        assertThat(timbre.f0Deviation()).isLessThan(0.03);
        assertThat(timbre.syllablesPerSecond()).isCloseTo(5, within(0.5));
        assertThat(timbre.ltas()).hasSize(Timbre.BANDS);
        assertThat(timbre.ltas().get(1)).isGreaterThan(timbre.ltas().get(15));
    }

    @Test
    void loudnessDoesNotMatter() {
        Pcm sample = sample("a b c d e f g h i j k l m n o p q r s t u v w x y z");
        Timbre soft = TimbreAnalysis.of(scaled(sample, 0.1f));
        assertThat(soft.medianF0()).isCloseTo(TimbreAnalysis.of(sample).medianF0(), within(0.01));
    }

    @Test
    void badSamplesAreRefusedWithAdvice() {
        refused(new Pcm(new float[80_000], SampleRate.HZ_16000), "Check the microphone");
        refused(sample("abc"), "Record at least 5 s");
        refused(new Pcm(new float[0], SampleRate.HZ_16000), "silent");
        refused(
                scaled(sample("a b c d e f g h i j k l m n o p q r s t u v w x y z"), 20),
                "further from the microphone");
    }

    @Test
    void soundWithoutAVoiceIsRefused() {
        Random random = new Random(5);
        float[] noise = new float[80_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (0.1 * random.nextGaussian());
        }
        refused(new Pcm(noise, SampleRate.HZ_16000), "no clear voice");
    }
}
