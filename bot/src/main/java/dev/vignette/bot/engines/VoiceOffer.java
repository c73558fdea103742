package dev.vignette.bot.engines;

import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.voice.Voice;
import java.util.Optional;
import java.util.Set;

/** A cloning voice that may be there or not, and takes long to open. Used by one thread at a time. */
interface VoiceOffer extends AutoCloseable {
    /** For messages, such as {@code moss-tts-nano}. */
    String name();

    /** What it would speak; empty while it is not installed. Quick, opens nothing, may be asked by any thread. */
    Set<Language> languages();

    /**
     * Opens the voice; whoever asked closes it, before this. Empty if it is not installed: may be asked again.
     *
     * @throws RenderException if it is there and cannot be used; need not be asked again
     */
    Optional<Voice> take();

    /** Frees what the voice ran on. */
    @Override
    void close();
}
