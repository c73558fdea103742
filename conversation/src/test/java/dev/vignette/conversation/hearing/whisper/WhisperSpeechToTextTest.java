package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.conversation.hearing.HearingException;
import dev.vignette.conversation.hearing.HearingOptions;
import dev.vignette.conversation.hearing.Sounds;
import dev.vignette.conversation.hearing.SpeechToText;
import dev.vignette.conversation.hearing.SpeechToTextContract;
import dev.vignette.conversation.hearing.Transcript;
import dev.vignette.conversation.hearing.vad.SpeechDetector;
import dev.vignette.inference.Engine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.standin.whisper.StandInWhisper;
import dev.vignette.inference.standin.whisper.StandInWhisper.Decoder;
import dev.vignette.media.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from sound to words, with a model that recites whatever it hears. */
class WhisperSpeechToTextTest extends SpeechToTextContract {
    private static final Engine ENGINE = OnnxRuntimeEngine.cpu();
    private static final List<String> WORDS = List.of(" Buenos", " días", ", 世界");

    @TempDir
    static Path directory;

    @BeforeAll
    static void write() {
        StandInWhisper.reciting("es", WORDS).write(directory, Decoder.MERGED, 1);
    }

    @Override
    protected SpeechToText open() {
        return WhisperSpeechToText.open(ENGINE, directory, null);
    }

    @Test
    void whatTheModelWritesIsHeard() {
        Transcript transcript = hearing.transcribe(Sounds.babble(4), PATIENT);
        assertThat(transcript.text()).isEqualTo("Buenos días, 世界");
        assertThat(transcript.language()).isEqualTo(Language.SPANISH);
        assertThat(transcript.languageProbability()).isGreaterThan(0.9);
        assertThat(transcript.complete()).isTrue();
        assertThat(transcript.segments()).hasSize(1);
        assertThat(transcript.segments().getFirst().averageLogProbability()).isGreaterThan(-0.5);
        assertThat(transcript.segments().getFirst().temperature()).isZero();
        assertThat(transcript.timings().windows()).isEqualTo(1);
        assertThat(transcript.timings().tokens()).isEqualTo(WORDS.size() + 1);
        assertThat(transcript.speech()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void aStandInIsCalledOne() {
        assertThat(hearing.capabilities().engine()).isEqualTo("stand-in whisper-reciting (onnxruntime-cpu)");
        assertThat(hearing.capabilities().languages()).contains(Language.CHINESE, Language.SPANISH);
    }

    @Test
    void speechLongerThanAWindowIsHeardInSeveral() {
        // Windows of six seconds: three phrases of babble fit into one.
        Transcript transcript = hearing.transcribe(Sounds.babble(20), PATIENT);
        assertThat(transcript.timings().windows()).isBetween(3, 5);
        assertThat(transcript.segments()).hasSize(transcript.timings().windows());
        assertThat(transcript.text()).startsWith("Buenos días, 世界 Buenos días, 世界");
        assertThat(transcript.segments().getLast().end()).isGreaterThan(Duration.ofSeconds(18));
    }

    @Test
    void aGivenLanguageIsNotDetected() {
        // The stand-in's words come by position, and the prompt has the same length.
        Transcript transcript = hearing.transcribe(Sounds.babble(3), PATIENT.withLanguage(Language.CHINESE));
        assertThat(transcript.language()).isEqualTo(Language.CHINESE);
        assertThat(transcript.languageProbability()).isEqualTo(1);
        assertThat(transcript.text()).isEqualTo("Buenos días, 世界");
    }

    @Test
    void onlyAllowedLanguagesAreChosen() {
        Transcript transcript =
                hearing.transcribe(Sounds.babble(4), PATIENT.withAllowed(Set.of(Language.CHINESE, Language.ENGLISH)));
        assertThat(transcript.language()).isIn(Language.CHINESE, Language.ENGLISH);
    }

    @Test
    void quietSpeechIsHeardInTheMiddleOfSilence() {
        var sound = Sounds.silence(2).plus(Sounds.babble(2)).plus(Sounds.silence(4));
        Transcript transcript = hearing.transcribe(sound, PATIENT);
        assertThat(transcript.hasWords()).isTrue();
        assertThat(transcript.segments().getFirst().start()).isBetween(Duration.ofMillis(1_300), Duration.ofSeconds(2));
        assertThat(transcript.segments().getFirst().end())
                .isBetween(Duration.ofMillis(3_500), Duration.ofMillis(4_500));
    }

    /** Windows of six seconds that each end with an unfinished sentence: the next begins where the last whole one ended. */
    @Test
    void longSoundIsHeardWithTheTimesOfItsSentences() {
        Path timed = directory.resolve("timed");
        StandInWhisper.recitingInTime(
                        "es",
                        List.of(
                                "<|0.20|>",
                                " Buenos",
                                " días",
                                "<|2.00|>",
                                "<|2.00|>",
                                " adiós",
                                "<|4.00|>",
                                "<|4.00|>"))
                .write(timed, Decoder.MERGED, 1);
        try (SpeechToText hearing = WhisperSpeechToText.open(ENGINE, timed, null)) {
            Duration silence = Duration.ofSeconds(3);
            var sound = Sounds.silence(3).plus(Sounds.babble(30)).plus(Sounds.silence(3));
            Transcript transcript = hearing.transcribe(sound, PATIENT.withTimestamps());

            assertThat(transcript.complete()).isTrue();
            int windows = transcript.timings().windows();
            assertThat(windows).isBetween(7, 9);
            List<Transcript.Segment> segments = transcript.segments();
            assertThat(segments).hasSizeBetween(2 * windows - 1, 2 * windows);
            for (int i = 0; i < segments.size(); i++) {
                Transcript.Segment segment = segments.get(i);
                assertThat(segment.text()).isEqualTo(i % 2 == 0 ? "Buenos días" : "adiós");
                // Each window goes on four seconds after the one before.
                Duration inSpeech = Duration.ofSeconds(4L * (i / 2)).plusMillis(i % 2 == 0 ? 200 : 2_000);
                assertThat(segment.start())
                        .isBetween(
                                silence.plus(inSpeech).minusMillis(500),
                                silence.plus(inSpeech).plusMillis(100));
                assertThat(segment.end()).isGreaterThan(segment.start());
            }
            assertThat(segments.getLast().end()).isBetween(Duration.ofSeconds(31), Duration.ofSeconds(36));
            assertThat(transcript.text()).startsWith("Buenos días adiós Buenos días adiós");
        }
    }

    /** The clock goes on with every look at it, so the time is over while speech is still being looked for. */
    @Test
    void theDeadlineAlsoEndsTheSearchForSpeech() {
        AtomicLong clock = new AtomicLong();
        AtomicInteger windows = new AtomicInteger();
        SpeechDetector counting = new SpeechDetector() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public float[] probabilities(float[] samples, Runnable beforeEach) {
                float[] probabilities = new float[SpeechDetector.windows(samples.length)];
                for (int i = 0; i < probabilities.length; i++) {
                    beforeEach.run();
                    windows.incrementAndGet();
                }
                return probabilities;
            }

            @Override
            public void close() {}
        };
        try (SpeechToText hearing = new WhisperSpeechToText(
                ENGINE,
                WhisperModel.open(ENGINE, directory),
                counting,
                () -> clock.addAndGet(1_000_000),
                SplittableRandom::new)) {
            assertThatThrownBy(
                            () -> hearing.transcribe(Sounds.babble(60), HearingOptions.within(Duration.ofMillis(100))))
                    .isInstanceOfSatisfying(
                            HearingException.class,
                            e -> assertThat(e.reason()).isEqualTo(HearingException.Reason.TOO_SLOW));
            assertThat(windows.get()).isBetween(50, 100);
        }
    }
}
