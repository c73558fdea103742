package dev.vignette.bot.hearing;

import dev.vignette.conversation.hearing.HearingException;
import dev.vignette.conversation.hearing.SpeechToText;
import dev.vignette.conversation.hearing.whisper.WhisperSpeechToText;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.models.ModelStore;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Whisper model in use, opened when the first voice note needs it. While there is none it is looked for again each time,
 * so that pulling a model is enough. Safe to use from several threads.
 */
public final class Ear implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);

    private final ModelStore store;
    private final String wanted;
    private final Supplier<Engine> engines;
    private @Nullable Engine engine;
    private volatile @Nullable SpeechToText open;
    private volatile @Nullable String name;
    private volatile @Nullable String trouble;

    Ear(ModelStore store, String wanted, Supplier<Engine> engines) {
        this.store = store;
        this.wanted = wanted;
        this.engines = engines;
    }

    /**
     * Empty if no model is installed.
     *
     * @throws HearingException if the installed one cannot be used
     */
    Optional<SpeechToText> open() {
        SpeechToText already = open;
        return already != null ? Optional.of(already) : look();
    }

    private synchronized Optional<SpeechToText> look() {
        SpeechToText already = open;
        if (already != null) {
            return Optional.of(already);
        }
        Optional<WhisperChoice> choice = WhisperChoice.among(store, wanted);
        choice.ifPresent(this::use);
        return Optional.ofNullable(open);
    }

    private void use(WhisperChoice choice) {
        try {
            Engine running = engine;
            if (running == null) {
                running = engines.get();
                engine = running;
            }
            WhisperSpeechToText whisper = WhisperSpeechToText.open(
                    running, choice.directory(), choice.silero().orElse(null));
            name = choice.id() + (choice.standIn() ? " (stand-in)" : "");
            trouble = null;
            open = whisper;
            LOG.info("Voice notes are heard by {} on {}", name, running.name());
        } catch (HearingException e) {
            trouble = e.getMessage();
            throw e;
        } catch (InferenceException e) {
            trouble = e.getMessage();
            throw new HearingException(HearingException.Reason.UNUSABLE_MODEL, e.getMessage(), e);
        }
    }

    /** Opens the model, if there is one, and runs it once, so that the first person does not wait for that. */
    void warmUp() {
        try {
            if (open().orElse(null) instanceof WhisperSpeechToText whisper) {
                whisper.warmUp();
            }
        } catch (RuntimeException e) {
            LOG.warn("Voice notes cannot be heard: {}", e.getMessage());
        }
    }

    /** The model in use, for {@code /health}; null while none is open. */
    public @Nullable String model() {
        return name;
    }

    /** Why the installed model cannot be used; null if there is no trouble. */
    public @Nullable String trouble() {
        return trouble;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
            open = null;
        }
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}
