package dev.vignette.bot.models;

import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.ModelStoreException;
import dev.vignette.inference.models.ModelStoreException.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pulls that were asked for on the web page or by a program: one model after the other, in the order of asking, so that
 * one of a set is whole before the next begins. A failure is kept until the model is asked for again. Safe to use from any
 * thread; closing stops what is under way, and what has arrived stays.
 */
final class Pulls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);
    private static final int PATIENCE_SECONDS = 5;

    private final ModelStore store;
    private final Map<ModelId, Job> jobs = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("pull-models").factory());

    private record Job(PullProgress progress, Future<?> future) {}

    Pulls(ModelStore store) {
        this.store = store;
    }

    /** How far the pull of a model is; empty if none was asked for, or if it has ended well or was cancelled. */
    Optional<PullProgress.Snapshot> of(ModelId model) {
        return Optional.ofNullable(jobs.get(model)).map(job -> job.progress.snapshot());
    }

    /** Asks for a model; one that is waiting or on its way already is not asked for twice. */
    synchronized void start(ModelManifest model) {
        Job before = jobs.get(model.id());
        if (before != null && !before.progress.failed()) {
            return;
        }
        PullProgress progress = new PullProgress(model.roughBytes());
        // Until it is in the map the job cannot end, because it needs this monitor for that.
        jobs.put(model.id(), new Job(progress, worker.submit(() -> pull(model.id(), progress))));
    }

    private void pull(ModelId model, PullProgress progress) {
        try {
            store.pull(model, progress);
            LOG.info("The model {} is installed", model);
            end(model, progress);
        } catch (ModelStoreException e) {
            if (e.reason() == Reason.INTERRUPTED) {
                end(model, progress);
            } else {
                LOG.warn("The model {} could not be pulled: {}", model, e.getMessage());
                progress.fail(e);
            }
        } catch (RuntimeException e) {
            LOG.error("The pull of the model {} broke", model, e);
            progress.fail(e);
        }
    }

    private synchronized void end(ModelId model, PullProgress progress) {
        jobs.computeIfPresent(model, (id, job) -> job.progress == progress ? null : job);
    }

    /** Stops a pull, or forgets one that failed. Returns whether there was one. */
    synchronized boolean cancel(ModelId model) {
        Job job = jobs.remove(model);
        if (job != null) {
            job.future.cancel(true);
        }
        return job != null;
    }

    @Override
    public void close() throws InterruptedException {
        worker.shutdownNow();
        if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("A pull did not stop in time; what it has begun goes on with the next pull");
        }
    }
}
