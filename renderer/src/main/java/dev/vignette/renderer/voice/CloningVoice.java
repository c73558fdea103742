package dev.vignette.renderer.voice;

import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A voice that carries a person's identity. The way to the engine leads through {@link #speak}, which lets pass only what
 * an {@link EnrolledVoice}, and with it a {@link Consent}, stands for. Nothing is freed while somebody is speaking.
 */
public abstract class CloningVoice implements Voice {
    /** Held for reading while the engine works, for writing while it is freed. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean closed;
    private boolean released;

    /**
     * {@inheritDoc}
     *
     * @throws RenderException NO_CONSENT if the speaker has no enrolled voice; UNSPEAKABLE_TEXT if there is nothing to pronounce
     *     or the language is none of the {@linkplain VoiceCapabilities#languages capabilities}
     */
    @Override
    public final void speak(Script script, Speaker speaker, long seed, SpeechSink sink) {
        EnrolledVoice voice = speaker.enrolled();
        if (voice == null) {
            throw new RenderException(
                    Reason.NO_CONSENT,
                    "This avatar has no voice of its own. Give it a voice sample, with the consent of the person heard.");
        }
        if (!capabilities().languages().contains(script.language())) {
            throw new RenderException(
                    Reason.UNSPEAKABLE_TEXT,
                    "The voice " + engine().name() + " does not speak \"" + script.language() + "\".");
        }
        if (script.text().codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new RenderException(Reason.UNSPEAKABLE_TEXT, "There is nothing to pronounce in this text.");
        }
        use.readLock().lock();
        try {
            requireOpen();
            checkCancelled();
            utter(script, voice, seed, sink);
        } finally {
            use.readLock().unlock();
        }
    }

    /**
     * Makes of a sample what this engine needs. To be kept in {@link EnrolledVoice#prints()}; without one, it is made anew
     * from the sample.
     *
     * @param sample 1 to 30 s of one person's speech
     * @throws RenderException UNUSABLE_SAMPLE with advice, or ENGINE_FAILED
     */
    public final VoicePrint print(Pcm sample) {
        use.readLock().lock();
        try {
            requireOpen();
            return analyse(sample);
        } finally {
            use.readLock().unlock();
        }
    }

    /**
     * As {@link #speak}, of a text with words in a language that is spoken here. Calls {@link #checkCancelled} often: several
     * times a second.
     */
    protected abstract void utter(Script script, EnrolledVoice voice, long seed, SpeechSink sink);

    /** As {@link #print}. */
    protected abstract VoicePrint analyse(Pcm sample);

    /** Frees what the engine holds; called once, while nobody speaks. */
    protected abstract void release();

    /** @throws RenderException CANCELLED if the thread is interrupted or the voice is being closed */
    protected final void checkCancelled() {
        if (closed || Thread.currentThread().isInterrupted()) {
            throw new RenderException(Reason.CANCELLED, "The speech was stopped.");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This voice is closed.");
        }
    }

    /** Stops whoever is speaking, then frees the engine. */
    @Override
    public final void close() {
        closed = true;
        use.writeLock().lock();
        try {
            if (!released) {
                released = true;
                release();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
