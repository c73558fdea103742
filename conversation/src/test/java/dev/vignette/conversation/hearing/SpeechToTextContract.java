package dev.vignette.conversation.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine for hearing does. */
public abstract class SpeechToTextContract {
    protected static final HearingOptions PATIENT = HearingOptions.within(Duration.ofMinutes(1));

    protected SpeechToText hearing = SpeechToText.none();

    protected abstract SpeechToText open();

    @BeforeEach
    void openIt() {
        hearing = open();
    }

    @AfterEach
    void closeIt() {
        hearing.close();
    }

    @Test
    void saysWhatItIs() {
        HearingCapabilities capabilities = hearing.capabilities();
        assertThat(capabilities.engine()).isNotBlank();
        assertThat(capabilities.languages()).isNotEmpty();
        assertThat(capabilities.licence()).isNotBlank();
        assertThat(capabilities.speechDetector()).isNotBlank();
    }

    @Test
    void silenceHasAReason() {
        assertThat(hearing.transcribe(Sounds.silence(3), PATIENT).noSpeech()).isEqualTo(NoSpeech.SILENCE);
        assertThat(hearing.transcribe(Sounds.silence(0.05), PATIENT).noSpeech()).isEqualTo(NoSpeech.TOO_SHORT);
        assertThat(hearing.transcribe(Sounds.silence(0), PATIENT).noSpeech()).isEqualTo(NoSpeech.TOO_SHORT);
    }

    @Test
    void steadySoundIsNobodySpeaking() {
        for (Pcm sound :
                List.of(Sounds.tone(3, 440), Sounds.tone(3, 60), Sounds.noise(3, 0.2, 1), Sounds.noise(3, 0.01, 2))) {
            Transcript transcript = hearing.transcribe(sound, PATIENT);
            assertThat(transcript.hasWords()).isFalse();
            assertThat(transcript.text()).isEmpty();
            assertThat(transcript.segments()).isEmpty();
        }
    }

    @Test
    void theSameSoundGivesTheSameTranscriptAtAnyRate() {
        Pcm sound = Sounds.babble(3);
        Transcript first = hearing.transcribe(sound, PATIENT);
        assertThat(hearing.transcribe(sound, PATIENT).text()).isEqualTo(first.text());
        assertThat(hearing.transcribe(Resampler.resample(sound, SampleRate.HZ_48000), PATIENT)
                        .length())
                .isEqualTo(first.length());
    }

    @Test
    void segmentsLieInOrderInsideTheSound() {
        Transcript transcript = hearing.transcribe(Sounds.babble(9), PATIENT);
        Duration before = Duration.ZERO;
        for (Transcript.Segment segment : transcript.segments()) {
            assertThat(segment.start()).isGreaterThanOrEqualTo(before);
            assertThat(segment.end()).isGreaterThan(segment.start());
            assertThat(segment.text()).isNotBlank();
            before = segment.start();
        }
        assertThat(before).isLessThanOrEqualTo(transcript.length());
    }

    @Test
    void itsArgumentIsLeftAsItIs() {
        Pcm sound = Sounds.babble(2);
        float[] copy = sound.samples().clone();
        hearing.transcribe(sound, PATIENT);
        assertThat(Arrays.equals(copy, sound.samples())).isTrue();
    }

    @Test
    void whatIsNoNumberIsSilence() {
        float[] samples = Sounds.babble(2).samples().clone();
        samples[5_000] = Float.NaN;
        samples[6_000] = Float.POSITIVE_INFINITY;
        assertThat(hearing.transcribe(new Pcm(samples, SampleRate.HZ_16000), PATIENT)
                        .length())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void anInterruptCancels() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> hearing.transcribe(Sounds.babble(2), PATIENT))
                    .isInstanceOfSatisfying(
                            HearingException.class,
                            e -> assertThat(e.reason()).isEqualTo(HearingException.Reason.CANCELLED));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aDeadlineThatIsOverIsSaidSo() {
        assertThatThrownBy(() -> hearing.transcribe(Sounds.babble(2), HearingOptions.within(Duration.ofNanos(1))))
                .isInstanceOfSatisfying(HearingException.class, e -> {
                    assertThat(e.reason()).isEqualTo(HearingException.Reason.TOO_SLOW);
                    assertThat(e.retryable()).isTrue();
                });
    }

    @Test
    void severalThreadsHearAtOnce() throws Exception {
        String alone = hearing.transcribe(Sounds.babble(2), PATIENT).text();
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<String> task =
                    () -> hearing.transcribe(Sounds.babble(2), PATIENT).text();
            for (var answer : threads.invokeAll(List.of(task, task, task, task))) {
                assertThat(answer.get()).isEqualTo(alone);
            }
        }
    }
}
