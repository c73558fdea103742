package dev.vignette.renderer.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeVoiceTest extends VoiceContract {

    @Override
    protected Voice open() {
        return new FakeVoice();
    }

    @Test
    void failsAsOftenAsItIsTold() {
        FakeVoice voice = new FakeVoice(FakeVoice.Behaviour.PLAIN.failing(2, Reason.ENGINE_FAILED));
        Script script = new Script("Hi", Language.ENGLISH);
        Speaker speaker = Speaker.approximate("1", new Timbre(120, 0.15, 4, List.of()));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> voice.speak(script, speaker, 1, chunk -> {}))
                    .isInstanceOf(RenderException.class);
        }
        voice.speak(script, speaker, 1, chunk -> {});
        assertThat(voice.calls()).isEqualTo(3);
    }
}
