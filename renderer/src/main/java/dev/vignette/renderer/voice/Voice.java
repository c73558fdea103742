package dev.vignette.renderer.voice;

import dev.vignette.media.Language;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.Script;
import java.util.Set;

/**
 * Speaks. Implementations are safe to use from several threads at once (they queue inside where the engine cannot) and
 * own whatever processes or networks they need until {@link #close()}. One that clones is a {@link CloningVoice}, which
 * sees to it that nobody's voice is used without consent.
 */
public interface Voice extends AutoCloseable {

    EngineName engine();

    VoiceCapabilities capabilities();

    /** What it would speak as {@code speaker}; empty if it cannot be them. Quick, opens nothing. */
    default Set<Language> languages(Speaker speaker) {
        VoiceCapabilities can = capabilities();
        return can.clones() && speaker.enrolled() == null ? Set.of() : can.languages();
    }

    /**
     * Who would really speak now: this voice itself, or the one that a chain of voices chooses. What it answers stays open as
     * long as this voice. May open an engine, and then takes long.
     *
     * @throws RenderException if nobody can
     */
    default Voice voiceFor(Speaker speaker, Language language) {
        return this;
    }

    /**
     * Speaks {@code script} as {@code speaker} and hands the sound on in order, in chunks of 80 ms to a few seconds, on the
     * calling thread; returns after the last chunk. The same arguments give the same samples. An interrupt ends it with
     * {@link RenderException.Reason#CANCELLED}.
     *
     * @param seed all randomness of this utterance
     * @throws RenderException if the text cannot be spoken, if the speaker has not consented to be cloned, or if the engine
     *     fails; chunks already handed on stay valid
     */
    void speak(Script script, Speaker speaker, long seed, SpeechSink sink);

    @Override
    void close();
}
