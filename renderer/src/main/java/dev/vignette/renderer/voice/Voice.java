package dev.vignette.renderer.voice;

import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.Script;

/**
 * Speaks. Implementations are safe to use from several threads at once (they queue inside where the engine cannot) and
 * own whatever processes or networks they need until {@link #close()}.
 */
public interface Voice extends AutoCloseable {

    EngineName engine();

    VoiceCapabilities capabilities();

    /**
     * Speaks {@code script} in the manner of {@code timbre} and hands the sound on in order, in chunks of 80 ms to a few
     * seconds, on the calling thread; returns after the last chunk. The same arguments give the same samples. An
     * interrupt ends it with {@link RenderException.Reason#CANCELLED}.
     *
     * @param seed all randomness of this utterance
     * @throws RenderException if the text cannot be spoken or the engine fails; chunks already handed on stay valid
     */
    void speak(Script script, Timbre timbre, long seed, SpeechSink sink);

    @Override
    void close();
}
