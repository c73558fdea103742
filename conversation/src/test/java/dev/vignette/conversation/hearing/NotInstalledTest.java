package dev.vignette.conversation.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NotInstalledTest {
    @Test
    void saysWhichCommandMendsIt() {
        SpeechToText none = SpeechToText.none();
        assertThat(none.capabilities().engine()).isEqualTo("none");
        assertThat(none.capabilities().languages()).isEmpty();
        assertThatThrownBy(() -> none.transcribe(Sounds.babble(1), HearingOptions.within(Duration.ofSeconds(9))))
                .isInstanceOfSatisfying(HearingException.class, e -> {
                    assertThat(e.reason()).isEqualTo(HearingException.Reason.NOT_INSTALLED);
                    assertThat(e.retryable()).isFalse();
                    assertThat(e).hasMessageContaining("./vignette models pull whisper-base");
                });
    }
}
