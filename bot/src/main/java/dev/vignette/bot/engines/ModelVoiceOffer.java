package dev.vignette.bot.engines;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.voice.Voice;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A voice whose model is in the store and whose licence was accepted where that is asked for. Nothing is opened without it. */
final class ModelVoiceOffer implements VoiceOffer {
    private static final Logger LOG = LoggerFactory.getLogger(ModelVoiceOffer.class);

    private final ModelId model;
    private final boolean pinned;
    private final ModelStore store;
    private final Set<Language> languages;
    private final Supplier<Engine> engines;
    private final BiFunction<Engine, Path, Voice> opener;
    private @Nullable Engine engine;

    /**
     * @param pinned whether it was asked for by name, so that its absence is worth a word
     * @param languages that it speaks
     * @param engines opens what runs the networks
     * @param opener opens the voice on it from the model's directory
     */
    ModelVoiceOffer(
            ModelId model,
            boolean pinned,
            ModelStore store,
            Set<Language> languages,
            Supplier<Engine> engines,
            BiFunction<Engine, Path, Voice> opener) {
        this.model = model;
        this.pinned = pinned;
        this.store = store;
        this.languages = Set.copyOf(languages);
        this.engines = engines;
        this.opener = opener;
    }

    @Override
    public String name() {
        return model.value();
    }

    @Override
    public Set<Language> languages() {
        ModelState state = store.holding(store.catalog().require(model)).state();
        return pinned || state != ModelState.ABSENT ? languages : Set.of();
    }

    @Override
    public Optional<Voice> take() {
        ModelManifest manifest = store.catalog().require(model);
        Optional<Path> directory = store.directory(model);
        if (directory.isEmpty()) {
            complain(store.holding(manifest).state());
            return Optional.empty();
        }
        boolean allowed = manifest.licence().permissive() || store.licenceAccepted(manifest);
        // Made-up weights are our own: nobody's terms are on them.
        if (!allowed && store.holding(manifest).state() != ModelState.STAND_IN) {
            throw notAccepted();
        }
        try {
            Voice voice = opener.apply(engine(), directory.get());
            if (!allowed && !voice.engine().name().endsWith("-standin")) {
                voice.close();
                throw notAccepted();
            }
            LOG.info("Voices of people are spoken by {}.", voice.engine());
            return Optional.of(voice);
        } catch (InferenceException e) {
            throw new RenderException(Reason.ENGINE_MISSING, String.valueOf(e.getMessage()), e);
        }
    }

    private void complain(ModelState state) {
        if (state == ModelState.DAMAGED) {
            throw missing("The model " + model + " is damaged. Mend it with \"vignette models pull " + model
                    + "\" and start again.");
        }
        if (pinned) {
            throw missing("VIGNETTE_VOICE asks for " + model
                    + ", which is not installed. Get it with \"vignette models pull " + model + "\" and start again.");
        }
    }

    private RenderException notAccepted() {
        return missing("The licence of " + model + " was not accepted. Pull it anew with \"vignette models pull "
                + model + "\" and read it.");
    }

    private static RenderException missing(String sentence) {
        return new RenderException(Reason.ENGINE_MISSING, sentence);
    }

    private Engine engine() {
        Engine open = engine;
        if (open == null) {
            open = engines.get();
            engine = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}
