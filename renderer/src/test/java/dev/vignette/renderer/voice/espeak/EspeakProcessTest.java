package dev.vignette.renderer.voice.espeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EspeakProcessTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private EspeakProcess process = new EspeakProcess(EspeakInstallation.LIBRARIES, DEADLINE);

    @AfterEach
    void close() {
        process.close();
    }

    private static Utterance.Request english(String text) {
        return new Utterance.Request("en-us+man", 175, 50, 50, text);
    }

    @Test
    void eventsLieWithinTheSoundInOrder() {
        Utterance utterance = process.speak(english("Hello, my judge. A cup of tea?"));
        assertThat(utterance.events()).extracting(Utterance.Event::phoneme).contains("dʒ", "ʌ", "iː");
        assertThat(utterance.events()).extracting(Utterance.Event::sample).isSorted();
        assertThat(utterance.events().getLast().sample())
                .isLessThanOrEqualTo(utterance.sound().samples().length);
        assertThat(utterance.ipa()).contains("ˈ");
    }

    @Test
    void loudVowelsAreNotClipped() {
        Utterance loud = process.speak(new Utterance.Request("cmn-latn-pinyin+woman", 175, 76, 85, "er4 a1 ba4 hua4!"));
        assertThat(loud.sound().peak()).isBetween(0.2, 0.95);
    }

    @Test
    void aMissingLibrarySaysHowToInstallIt() {
        assertThatThrownBy(() -> EspeakVoice.open(List.of("libespeak-nothing.so.9")))
                .isInstanceOfSatisfying(RenderException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.ENGINE_MISSING);
                    assertThat(e.getMessage()).startsWith("espeak-ng is not installed. Install it with: ");
                    assertThat(e.retryable()).isFalse();
                });
    }

    @Test
    void theInstallCommandFitsTheSystem() {
        assertThat(EspeakInstallation.install("ID=debian")).isEqualTo("sudo apt-get install espeak-ng");
        assertThat(EspeakInstallation.install("ID=ubuntu ID_LIKE=debian")).contains("apt-get");
        assertThat(EspeakInstallation.install("ID=fedora")).contains("dnf");
        assertThat(EspeakInstallation.install("mac os x")).isEqualTo("brew install espeak-ng");
    }

    @Test
    void aKilledWorkerIsReplaced() throws Exception {
        process.speak(english("One."));
        ProcessHandle killed = process.handle().orElseThrow();
        killed.destroyForcibly();
        killed.onExit().get();
        assertThat(process.speak(english("Two.")).sound().samples()).isNotEmpty();
        assertThat(process.handle().orElseThrow().pid()).isNotEqualTo(killed.pid());
    }

    @Test
    void anUnknownVoiceIsAFailureThatLeavesTheWorkerRunning() {
        process.speak(english("One."));
        long pid = process.handle().orElseThrow().pid();
        assertThatThrownBy(() -> process.speak(new Utterance.Request("tlh-none", 175, 50, 50, "nuqneH")))
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ENGINE_FAILED));
        process.speak(english("Two."));
        assertThat(process.handle().orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void aWorkerThatOverrunsItsDeadlineIsEndedAndTheFailureMayBeRetried() {
        process.close();
        process = new EspeakProcess(EspeakInstallation.LIBRARIES, Duration.ofMillis(1));
        assertThatThrownBy(() -> process.speak(english("Too slow.")))
                .isInstanceOfSatisfying(RenderException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.ENGINE_FAILED);
                    assertThat(e.retryable()).isTrue();
                });
    }

    @Test
    void closingEndsTheWorker() throws Exception {
        process.version();
        ProcessHandle worker = process.handle().orElseThrow();
        process.close();
        worker.onExit().get();
        assertThat(worker.isAlive()).isFalse();
        assertThatThrownBy(() -> process.speak(english("Gone."))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tooMuchTextIsRefusedBeforeItIsSent() {
        assertThatThrownBy(() -> process.speak(english("a".repeat(5_000))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
