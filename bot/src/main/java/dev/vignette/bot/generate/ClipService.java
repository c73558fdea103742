package dev.vignette.bot.generate;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.engines.Engines;
import dev.vignette.clip.Clip;
import dev.vignette.clip.ClipId;
import dev.vignette.clip.ClipKey;
import dev.vignette.clip.ClipStore;
import dev.vignette.clip.SingleFlight;
import dev.vignette.renderer.RenderException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a clip in the store or makes it, once however many ask for it at the same time. Safe to use from several
 * threads.
 */
public final class ClipService {
    private static final Logger LOG = LoggerFactory.getLogger(ClipService.class);

    /** The later ones with other randomness, or with another voice. */
    private static final int ATTEMPTS = 3;

    private final ClipPlanner planner;
    private final Engines engines;
    private final ClipStore store;
    private final VoiceNotes notes;
    private final ConsentLedger consent;
    private final SingleFlight<ClipKey, ClipMaker.Made> flights;
    private final SingleFlight<ClipKey, SpeechAnswer> speeches;
    private final Audience audience = new Audience();
    private final ClipMaker maker;

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
        maker = new ClipMaker(engines, store, notes, audience);
    }

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
        Stopwatch asked = Stopwatch.started();
        Optional<Clip> kept = store.find(plan.key().id());
        if (kept.isPresent()) {
            return new ClipAnswer(
                    kept.get(), true, plan.spokenText(), plan.shortened(), List.of(), Map.of("total", asked.millis()));
        }
        audience.join(plan.key(), listener);
        listener.onProgress("queued", 0);
        try (SingleFlight.Seat<ClipMaker.Made> seat = flights.board(plan.key(), () -> maker.make(plan, asked))) {
            ClipMaker.Made made = seat.await();
            Map<String, Double> timings = new LinkedHashMap<>(made.timings());
            timings.put("total", asked.millis());
            return new ClipAnswer(
                    made.clip(),
                    false,
                    plan.spokenText(),
                    plan.shortened() || made.shortened(),
                    made.remarks(),
                    timings);
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
        try (SingleFlight.Seat<SpeechAnswer> seat = speeches.board(plan.key(), () -> maker.speak(plan))) {
            return seat.await();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (CancellationException e) {
            throw stopping(e);
        } finally {
            audience.leave(plan.key(), listener);
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
}
