package dev.vignette.renderer.face.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.voice.SpeechChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnimatorTest {
    static List<Expression> animate(FilmFormat format, long seed, List<SpeechChunk> chunks) {
        Animator animator = new Animator(format, seed);
        List<Expression> expressions = new ArrayList<>();
        for (SpeechChunk chunk : chunks) {
            expressions.addAll(animator.hear(chunk));
        }
        expressions.addAll(animator.finish());
        return expressions;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void chunksDoNotMatter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SampleRate rate = new SampleRate(random.nextInt(2) == 0 ? 22_050 : 16_000);
        SyntheticSpeech babble = SyntheticSpeech.babble(rate, 6 + random.nextInt(15), seed);
        SpeechChunk speech = random.nextInt(3) == 0 ? babble.soundOnly() : babble.whole();
        FilmFormat format = new FilmFormat(64, 64, seed % 2 == 0 ? 25 : 30);
        List<Integer> cuts = new ArrayList<>();
        int at = 0;
        int longest = random.nextInt(2) == 0 ? 500 : 30_000;
        while ((at += 1 + random.nextInt(longest)) < speech.sound().samples().length) {
            cuts.add(at);
        }
        assertThat(animate(format, seed, SyntheticSpeech.cut(speech, cuts)))
                .isEqualTo(animate(format, seed, List.of(speech)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0001, 0.01, 0.04, 0.05, 0.19, 0.2, 0.21, 0.8, 1, 2.999, 3})
    void framesCoverTheSound(double seconds) {
        SampleRate rate = SampleRate.HZ_22050;
        Pcm sound = new Pcm(new float[Math.max(1, (int) Math.round(seconds * rate.hertz()))], rate);
        int frames = animate(FilmFormat.SQUARE, 1, List.of(new SpeechChunk(sound, List.of())))
                .size();
        assertThat(frames / 25.0).isGreaterThanOrEqualTo(sound.seconds() - 1e-6).isLessThan(sound.seconds() + 0.04);
    }

    @Test
    void expressionsAreDeterminedSoonAfterTheirSound() {
        SpeechChunk speech = SyntheticSpeech.babble(SampleRate.HZ_22050, 10, 1).whole();
        Animator animator = new Animator(FilmFormat.SQUARE, 1);
        int frames = 0;
        double heard = 0;
        for (SpeechChunk chunk : SyntheticSpeech.cut(speech, everySamples(speech, 441))) {
            frames += animator.hear(chunk).size();
            heard += chunk.sound().seconds();
            assertThat(FilmFormat.SQUARE.midOfFrame(frames) + Animator.LOOK_AHEAD)
                    .isGreaterThan(heard - 1e-9);
        }
    }

    @Test
    void silenceHasNoFramesAndNothingHeardIsNoFilm() {
        assertThat(new Animator(FilmFormat.SQUARE, 1).finish()).isEmpty();
    }

    @Test
    void anotherSampleRateIsRefused() {
        Animator animator = new Animator(FilmFormat.SQUARE, 1);
        animator.hear(new SpeechChunk(new Pcm(new float[100], SampleRate.HZ_16000), List.of()));
        SpeechChunk other = new SpeechChunk(new Pcm(new float[100], SampleRate.HZ_24000), List.of());
        assertThatThrownBy(() -> animator.hear(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resample");
    }

    static List<Integer> everySamples(SpeechChunk speech, int samples) {
        List<Integer> cuts = new ArrayList<>();
        for (int at = samples; at < speech.sound().samples().length; at += samples) {
            cuts.add(at);
        }
        return cuts;
    }
}
