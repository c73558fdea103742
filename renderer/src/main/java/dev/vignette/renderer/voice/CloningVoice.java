package dev.vignette.renderer.voice;

import dev.vignette.inference.InferenceException;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A voice that carries a person's identity. The way to the engine leads through {@link #speak}, which lets pass only what
 * an {@link EnrolledVoice}, and with it a {@link Consent} that is on record now, stands for. An engine sees of a person only its own
 * {@link VoicePrint}. Nothing is freed while somebody is speaking.
 */
public abstract class CloningVoice implements Voice {
    /** Held for reading while the engine works, for writing while it is freed. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean closed;
    private boolean released;

    /** Of samples that are kept, so that a person is not looked at anew for every film; forgotten with the sample. */
    private final Map<Pcm, VoicePrint> made = Collections.synchronizedMap(new WeakHashMap<>());

    /** Nothing for whoever has no voice of their own, or none that this engine has a print of or can make one of. */
    @Override
    public final Set<Language> languages(Speaker speaker) {
        EnrolledVoice voice = speaker.enrolled();
        return voice != null && canBe(voice) ? capabilities().languages() : Set.of();
    }

    /** Whether there is a print that this engine can read, or a sample to make one of. Quick. */
    public final boolean canBe(EnrolledVoice voice) {
        return voice.sample() != null || kept(voice).isPresent();
    }

    /**
     * {@inheritDoc}
     *
     * @throws RenderException NO_CONSENT if the speaker has no enrolled voice, or the consent to it is not on record (any more);
     *     UNUSABLE_SAMPLE if there is neither a print for this engine nor a sample; UNSPEAKABLE_TEXT if there is nothing to
     *     pronounce or the language is none of the {@linkplain VoiceCapabilities#languages capabilities}
     */
    @Override
    public final void speak(Script script, Speaker speaker, long seed, SpeechSink sink) {
        EnrolledVoice voice = speaker.enrolled();
        if (voice == null) {
            throw new RenderException(
                    Reason.NO_CONSENT,
                    "This avatar has no voice of its own. Give it a voice sample, with the consent of the person heard.");
        }
        requireConsent(voice);
        if (!capabilities().languages().contains(script.language())) {
            throw new RenderException(
                    Reason.UNSPEAKABLE_TEXT,
                    "The voice " + engine().name() + " does not speak \"" + script.language() + "\".");
        }
        if (script.text().codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new RenderException(Reason.UNSPEAKABLE_TEXT, "There is nothing to pronounce in this text.");
        }
        working(() -> {
            utter(script, printOf(voice), seed, sink);
            return null;
        });
    }

    /**
     * What this engine needs of a person: the print that was kept, or a new one of the sample. To be kept in {@link
     * EnrolledVoice#prints()}, so that the sample need not be.
     *
     * @throws RenderException NO_CONSENT, UNUSABLE_SAMPLE with advice, or ENGINE_FAILED
     */
    public final VoicePrint print(EnrolledVoice voice) {
        requireConsent(voice);
        return working(() -> printOf(voice));
    }

    private static void requireConsent(EnrolledVoice voice) {
        if (!voice.consent().stands()) {
            throw new RenderException(
                    Reason.NO_CONSENT,
                    "The consent to the use of this voice is not on record, or was withdrawn. Bring the voice again with the"
                            + " consent of the person heard.");
        }
    }

    private <T> T working(Supplier<T> work) {
        use.readLock().lock();
        try {
            requireOpen();
            checkCancelled();
            return work.get();
        } catch (InferenceException e) {
            // A run that was waited for in vain because of an interrupt is no failure of the engine.
            checkCancelled();
            throw new RenderException(Reason.ENGINE_FAILED, String.valueOf(e.getMessage()), e);
        } finally {
            use.readLock().unlock();
        }
    }

    private Optional<VoicePrint> kept(EnrolledVoice voice) {
        return voice.print(engine().name()).filter(print -> print.form().equals(form()));
    }

    private VoicePrint printOf(EnrolledVoice voice) {
        return kept(voice).orElseGet(() -> madeOf(voice.sample()));
    }

    private VoicePrint madeOf(@Nullable Pcm sample) {
        if (sample == null) {
            throw new RenderException(
                    Reason.UNUSABLE_SAMPLE,
                    "The voice was not prepared for this version of " + engine().name()
                            + ", and its recording was not kept. Record it once more.");
        }
        VoicePrint known = made.get(sample);
        if (known == null) {
            known = analyse(sample);
            made.put(sample, known);
        }
        return known;
    }

    /**
     * As {@link #speak}, of a text with words in a language that is spoken here. Calls {@link #checkCancelled} often: several
     * times a second.
     *
     * @param print of {@link #form}
     */
    protected abstract void utter(Script script, VoicePrint print, long seed, SpeechSink sink);

    /**
     * The {@link VoicePrint#form} that this engine writes and reads: changes with the encoding and with whatever network makes
     * the print.
     */
    protected abstract String form();

    /**
     * Makes of a sample what this engine needs.
     *
     * @param sample 1 to 30 s of one person's speech
     * @throws RenderException UNUSABLE_SAMPLE with advice, or ENGINE_FAILED
     */
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
