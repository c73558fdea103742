package dev.vignette.renderer.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.InferenceException;
import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import org.junit.jupiter.api.Test;

class FakeCloneTest extends VoiceContract {

    @Override
    protected Voice open() {
        return new FakeClone();
    }

    @Test
    void aSampleIsLookedAtOnceHoweverOftenItSpeaks() {
        FakeClone clone = new FakeClone();
        Script hello = new Script("Hello there.", Language.ENGLISH);
        Speaker ada = Speakers.enrolled();
        for (int i = 0; i < 3; i++) {
            clone.speak(hello, ada, i, chunk -> {});
        }
        assertThat(clone.analysed()).isEqualTo(1);
        clone.speak(hello, ada.with(new EnrolledVoice(Speakers.CONSENT, Speakers.sample(4))), 1, chunk -> {});
        assertThat(clone.analysed()).isEqualTo(2);
    }

    @Test
    void aNetworkThatFailsIsTheEnginesFailureUnlessItWasStopped() {
        Script hello = new Script("Hello there.", Language.ENGLISH);
        assertThatThrownBy(() -> voice().speak(hello, speaker(), 1, chunk -> {
                    throw new InferenceException("The memory is full.");
                }))
                .hasMessage("The memory is full.")
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ENGINE_FAILED));
        try {
            assertThatThrownBy(() -> voice().speak(hello, speaker(), 1, chunk -> {
                        Thread.currentThread().interrupt();
                        throw new InferenceException("It was cancelled while it waited.");
                    }))
                    .isInstanceOfSatisfying(
                            RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
