package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.conversation.hearing.Sounds;
import dev.vignette.conversation.hearing.SpeechToText;
import dev.vignette.conversation.hearing.SpeechToTextContract;
import dev.vignette.conversation.hearing.Transcript;
import dev.vignette.inference.Engine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.standin.whisper.StandInWhisper;
import dev.vignette.inference.standin.whisper.StandInWhisper.Decoder;
import dev.vignette.media.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
}
