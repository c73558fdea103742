package dev.vignette.bot.generate;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.engines.Engines;
import dev.vignette.clip.Clip;
import dev.vignette.clip.ClipFacts;
import dev.vignette.clip.ClipId;
import dev.vignette.clip.ClipKey;
import dev.vignette.clip.ClipRecipe;
import dev.vignette.clip.ClipStore;
import dev.vignette.clip.ClipStoreException;
import dev.vignette.clip.SingleFlight;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a clip in the store or makes it, once however many ask for it at the same time. Safe to use from several
 * threads.
 */
public final class ClipService {
    private static final Logger LOG = LoggerFactory.getLogger(ClipService.class);

    /** With randomness anew, or with another voice. */
    private static final int ATTEMPTS = 3;

    private final ClipPlanner planner;
    private final Engines engines;
    private final ClipStore store;
    private final VoiceNotes notes;
    private final ConsentLedger consent;
    private final SingleFlight<ClipKey, Made> flights;
    private final SingleFlight<ClipKey, SpeechAnswer> speeches;
    private final Audience audience = new Audience();

    public ClipService(
            ClipPlanner planner,
            Engines engines,
            ClipStore store,
            VoiceNotes notes,
            ConsentLedger consent,
            RenderQueue queue) {
        this.planner = planner;
        this.engines = engines;
        this.store = store;
        this.notes = notes;
        this.consent = consent;
        flights = new SingleFlight<>(queue);
        speeches = new SingleFlight<>(queue);
    }

    private record Made(Clip clip, boolean shortened, List<String> remarks, Map<String, Double> timings) {}

    /** Checks a request; see {@link ClipPlanner#plan}. */
    public ClipPlan plan(ClipRequest request) {
        return planner.plan(request);
    }

    /** The planned clip if it lies in the store: quick, and makes nothing. */
    public Optional<Clip> find(ClipPlan plan) {
        return store.find(plan.key().id());
    }

    /**
     * Finds or makes what was planned, waiting for it on the calling thread. An interrupt gives up; the film itself is
     * given up when nobody waits for it any more.
     *
     * @throws QueueFullException if too many films are waiting already
     * @throws RuntimeException of media, renderer or clip store, fit to be shown, if no film could be made
     */
    public ClipAnswer answer(ClipPlan plan, ProgressListener listener) throws InterruptedException {
        return persistently(plan, next -> madeOrFound(next, listener));
    }

    /**
     * Finds or makes the speech of what was planned, without a picture; otherwise as {@link #answer}.
     */
    public SpeechAnswer speak(ClipPlan plan, ProgressListener listener) throws InterruptedException {
        return persistently(plan, next -> spokenOrFound(next, listener));
    }

    private <T> T persistently(ClipPlan plan, Attempt<T> work) throws InterruptedException {
        if (plan.declaration() != null) {
            consent.record(plan.declaration());
        }
        ClipPlan next = plan;
        for (int attempt = 2; ; attempt++) {
            try {
                return work.at(next);
            } catch (RenderException e) {
                next = again(next, e, attempt);
            }
        }
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T at(ClipPlan plan) throws InterruptedException;
    }

    /**
     * What to try after a failure: another voice if the one that failed is given up by now, or other randomness if the voice
     * draws.
     */
    private ClipPlan again(ClipPlan plan, RenderException failure, int attempt) {
        if (failure.reason() != RenderException.Reason.ENGINE_FAILED || attempt > ATTEMPTS) {
            throw failure;
        }
        ClipPlan other = planner.plan(plan.request());
        boolean draws = engines.renderer()
                .voiceFor(other.job().avatar(), other.language())
                .capabilities()
                .clones();
        if (other.key().equals(plan.key()) && !draws) {
            throw failure;
        }
        LOG.warn("A film is tried again. {}", failure.getMessage());
        return other.key().equals(plan.key()) ? other.again(attempt) : other;
    }

    private ClipAnswer madeOrFound(ClipPlan plan, ProgressListener listener) throws InterruptedException {
        long asked = System.nanoTime();
        Optional<Clip> kept = store.find(plan.key().id());
        if (kept.isPresent()) {
            return new ClipAnswer(
                    kept.get(),
                    true,
                    plan.spokenText(),
                    plan.shortened(),
                    List.of(),
                    Map.of("total", millisSince(asked)));
        }
        audience.join(plan.key(), listener);
        listener.onProgress("queued", 0);
        try (SingleFlight.Seat<Made> seat = flights.board(plan.key(), () -> make(plan, asked))) {
            Made made = seat.await();
            Map<String, Double> timings = new LinkedHashMap<>(made.timings);
            timings.put("total", millisSince(asked));
            return new ClipAnswer(
                    made.clip, false, plan.spokenText(), plan.shortened() || made.shortened, made.remarks, timings);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (CancellationException e) {
            throw stopping(e);
        } finally {
            audience.leave(plan.key(), listener);
        }
    }

    private SpeechAnswer spokenOrFound(ClipPlan plan, ProgressListener listener) throws InterruptedException {
        ClipId id = plan.key().id();
        if (notes.find(id).isPresent() || store.find(id).isPresent()) {
            return SpeechAnswer.found(id);
        }
        audience.join(plan.key(), listener);
        try (SingleFlight.Seat<SpeechAnswer> seat = speeches.board(plan.key(), () -> speak(plan))) {
            return seat.await();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (CancellationException e) {
            throw stopping(e);
        } finally {
            audience.leave(plan.key(), listener);
        }
    }

    private SpeechAnswer speak(ClipPlan plan) {
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

    private static RenderException stopping(CancellationException e) {
        return new RenderException(
                RenderException.Reason.CANCELLED, "The service is shutting down. Try again in a moment.", e);
    }

    private static RuntimeException failure(ExecutionException e) throws InterruptedException {
        return switch (e.getCause()) {
            case RuntimeException failure -> failure;
            case InterruptedException interrupted -> throw interrupted;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(e.getCause());
        };
    }

    private Made make(ClipPlan plan, long asked) {
        Optional<Clip> meanwhile = store.find(plan.key().id());
        if (meanwhile.isPresent()) {
            return new Made(meanwhile.get(), false, List.of(), Map.of());
        }
        requireVoice(plan);
        Map<String, Double> timings = new LinkedHashMap<>();
        timings.put("queue", millisSince(asked));
        boolean wanted = audience.wantsVoiceNote(plan.key())
                && notes.find(plan.key().id()).isEmpty();
        try (ClipStore.Draft draft = store.draft();
                NoteInTheMaking note = new NoteInTheMaking(plan, wanted ? notes.draft() : null)) {
            RenderedClip film = engines.renderer().render(plan.job(), draft.film(), note.path(), note);
            film.busy().forEach((stage, busy) -> timings.put(stage.key(), millis(busy.toNanos())));
            long rendered = System.nanoTime();
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
            timings.put("store", millisSince(rendered));
            LOG.info(
                    "Made clip {} of {} s in {} ms",
                    clip.id(),
                    film.duration().toMillis() / 1000.0,
                    film.total().toMillis());
            return new Made(clip, film.shortened(), film.remarks(), timings);
        }
    }

    /** The voice note of a film that is being made, if one is wanted. It does not keep the film: without it, it is taken from the film. */
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

    private static double millisSince(long start) {
        return millis(System.nanoTime() - start);
    }

    /** Milliseconds to a tenth. */
    private static double millis(long nanos) {
        return Math.round(nanos * 1e-5) / 10.0;
    }
}
