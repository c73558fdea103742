package dev.vignette.renderer.voice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.Language;
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
}
