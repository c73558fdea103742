package dev.vignette.renderer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.TimedPhoneme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final SampleRate RATE = SampleRate.HZ_16000;

    private final List<SpeechChunk> film = new ArrayList<>();

    @Test
    void speech_is_framed_by_silence_and_its_phonemes_move_along() {
        var timeline = new Timeline(RATE, Duration.ofSeconds(20), film::add);
        timeline.accept(chunk(1, new TimedPhoneme("a", 0.25, 0.5, true)));
        timeline.finish();

        assertThat(film).hasSize(3);
        assertThat(film.getFirst().sound().peak()).isZero();
        assertThat(film.getLast().sound().peak()).isZero();
        TimedPhoneme moved = film.get(1).phonemes().getFirst();
        assertThat(moved.start()).isCloseTo(0.45, within(1e-9));
        assertThat(moved.end()).isCloseTo(0.7, within(1e-9));
        assertThat(timeline.shortened()).isFalse();
    }

    @Test
    void a_late_sentence_that_would_cross_the_limit_is_left_out_whole() {
        var timeline = new Timeline(RATE, Duration.ofSeconds(10), film::add);
        timeline.accept(chunk(7));
        timeline.accept(chunk(4));
        timeline.accept(chunk(1));
        timeline.finish();

        assertThat(seconds()).isCloseTo(7 + 0.68, within(0.001));
        assertThat(timeline.shortened()).isTrue();
    }

    @Test
    void an_overlong_first_sentence_is_cut_and_faded_and_loses_the_phonemes_beyond() {
        var timeline = new Timeline(RATE, Duration.ofSeconds(3), film::add);
        timeline.accept(chunk(9, new TimedPhoneme("a", 1, 1.2, false), new TimedPhoneme("b", 8, 8.1, false)));
        timeline.finish();

        assertThat(seconds()).isLessThanOrEqualTo(3).isGreaterThan(2.9);
        assertThat(timeline.shortened()).isTrue();
        SpeechChunk cut = film.get(1);
        float[] samples = cut.sound().samples();
        assertThat(samples[samples.length - 1]).isZero();
        assertThat(cut.phonemes()).extracting(TimedPhoneme::ipa).containsExactly("a");
    }

    private double seconds() {
        return film.stream().mapToDouble(chunk -> chunk.sound().seconds()).sum();
    }

    private static SpeechChunk chunk(double seconds, TimedPhoneme... phonemes) {
        float[] samples = new float[(int) (seconds * RATE.hertz())];
        Arrays.fill(samples, 0.5f);
        return new SpeechChunk(new Pcm(samples, RATE), List.of(phonemes));
    }
}
