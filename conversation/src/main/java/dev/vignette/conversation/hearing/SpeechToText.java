package dev.vignette.conversation.hearing;

import dev.vignette.media.sound.Pcm;

/**
 * Hears. Implementations are safe to use from several threads at once (they queue inside where the engine cannot) and own
 * their networks until {@link #close()}.
 */
public interface SpeechToText extends AutoCloseable {

    HearingCapabilities capabilities();

    /**
     * Puts what is said into words, blocking. The same sound and options give the same transcript. Sound without speech is
     * no failure: it gives a transcript with a {@link Transcript#noSpeech() reason}. An interrupt ends it with {@link
     * HearingException.Reason#CANCELLED}; the deadline is looked at before every step of a network, so that it is overrun
     * by one such step at most.
     *
     * @param sound mono at any rate; resampled to 16 kHz where it has another
     * @throws HearingException if there is no engine, time ran out before anything was understood, or the engine failed
     */
    Transcript transcribe(Pcm sound, HearingOptions options);

    @Override
    void close();

    /** The engine that is always there: it hears nothing, and says how to install one that does. */
    static SpeechToText none() {
        return NotInstalled.INSTANCE;
    }
}
