package dev.vignette.bot.generate;

import dev.vignette.bot.engines.Engines;
import dev.vignette.clip.Clip;
import dev.vignette.clip.ClipFacts;
import dev.vignette.clip.ClipId;
import dev.vignette.clip.ClipRecipe;
import dev.vignette.clip.ClipStore;
import dev.vignette.clip.ClipStoreException;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderListener;
import dev.vignette.renderer.RenderStage;
import dev.vignette.renderer.RenderedClip;
import dev.vignette.renderer.SpokenClip;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders what is planned into the store and tells the audience how far it is. Runs on the threads of the {@link RenderQueue},
 * for one plan at a time on each.
 */
final class ClipMaker {
    private static final Logger LOG = LoggerFactory.getLogger(ClipMaker.class);

    private final Engines engines;
    private final ClipStore store;
    private final VoiceNotes notes;
    private final Audience audience;

    ClipMaker(Engines engines, ClipStore store, VoiceNotes notes, Audience audience) {
        this.engines = engines;
        this.store = store;
        this.notes = notes;
        this.audience = audience;
    }

    /**
     * A film that lies in the store; the rest as in {@link ClipAnswer}.
     *
     * @param timings without {@code total}
     */
    record Made(Clip clip, boolean shortened, List<String> remarks, Map<String, Double> timings) {}

    /**
     * Makes the film, and the voice note with it if somebody in the audience wants one.
     *
     * @param asked since when somebody waits
     */
    Made make(ClipPlan plan, Stopwatch asked) {
        Optional<Clip> meanwhile = store.find(plan.key().id());
        if (meanwhile.isPresent()) {
            return new Made(meanwhile.get(), false, List.of(), Map.of());
        }
        requireVoice(plan);
        Map<String, Double> timings = new LinkedHashMap<>();
        timings.put("queue", asked.millis());
        boolean wanted = audience.wantsVoiceNote(plan.key())
                && notes.find(plan.key().id()).isEmpty();
        try (ClipStore.Draft draft = store.draft();
                NoteInTheMaking note = new NoteInTheMaking(plan, wanted ? notes.draft() : null)) {
            RenderedClip film = engines.renderer().render(plan.job(), draft.film(), note.path(), note);
            film.busy().forEach((stage, busy) -> timings.put(stage.key(), Stopwatch.millis(busy)));
            Stopwatch rendered = Stopwatch.started();
            Clip clip = draft.publish(
                    plan.key().id(),
                    new ClipFacts(
                            film.duration(),
                            plan.language().code(),
                            plan.job().avatar().id().value(),
                            plan.request().speaker(),
                            Map.of(
                                    "voice", film.voice().toString(),
                                    "face", film.face().toString(),
                                    "encoder", film.encoder())));
            timings.put("store", rendered.millis());
            LOG.info(
                    "Made clip {} of {} s in {} ms",
                    clip.id(),
                    film.duration().toMillis() / 1000.0,
                    film.total().toMillis());
            return new Made(clip, film.shortened(), film.remarks(), timings);
        }
    }

    /** Makes the speech alone, as a voice note. */
    SpeechAnswer speak(ClipPlan plan) {
        ClipId id = plan.key().id();
        if (notes.find(id).isPresent()) {
            return SpeechAnswer.found(id);
        }
        requireVoice(plan);
        try (ClipStore.Draft draft = notes.draft()) {
            SpokenClip spoken = engines.renderer()
                    .speak(
                            plan.job(),
                            draft.film(),
                            (stage, fraction) -> audience.tell(plan.key(), stage.key(), fraction));
            draft.publish(id, noteFacts(plan, spoken.duration()));
            return new SpeechAnswer(id, spoken.busy());
        }
    }

    /**
     * The voice note of a film that is being made, if one is wanted. Where it cannot be kept the film goes on: the voice note
     * is then taken from that.
     */
    private final class NoteInTheMaking implements RenderListener, AutoCloseable {
        private final ClipPlan plan;
        private final ClipStore.@Nullable Draft draft;

        NoteInTheMaking(ClipPlan plan, ClipStore.@Nullable Draft draft) {
            this.plan = plan;
            this.draft = draft;
        }

        @Nullable
        Path path() {
            return draft == null ? null : draft.film();
        }

        @Override
        public void onProgress(RenderStage stage, double fraction) {
            audience.tell(plan.key(), stage.key(), fraction);
        }

        @Override
        public void onVoiceNote(Duration length) {
            if (draft == null) {
                return;
            }
            try {
                draft.publish(plan.key().id(), noteFacts(plan, length));
                audience.tellVoiceNote(plan.key());
            } catch (ClipStoreException e) {
                LOG.warn("The voice note of a film could not be kept; it is taken from the film later.", e);
            }
        }

        @Override
        public void close() {
            if (draft != null) {
                draft.close();
            }
        }
    }

    private static ClipFacts noteFacts(ClipPlan plan, Duration length) {
        return new ClipFacts(
                length,
                plan.language().code(),
                plan.job().avatar().id().value(),
                plan.request().speaker(),
                Map.of("voice", plan.voice().toString()));
    }

    /** While it waited the planned voice may have been given up, or have come back: then it would be another film. */
    private void requireVoice(ClipPlan plan) {
        EngineName voice = engines.renderer()
                .voiceFor(plan.job().avatar(), plan.language())
                .engine();
        if (!plan.voice().equals(new ClipRecipe.Versioned(voice.name(), voice.version()))) {
            throw new RenderException(
                    RenderException.Reason.ENGINE_FAILED,
                    "The voice that was to speak is not there any more. Try again.");
        }
    }
}
