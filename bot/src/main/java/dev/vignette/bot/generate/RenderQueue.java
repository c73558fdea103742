package dev.vignette.bot.generate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes films on a few threads of its own and lets a bounded number wait. Work that was cancelled while it waited does
 * not count. Safe to use from several threads.
 */
public final class RenderQueue implements Executor, AutoCloseable {
    /** Share of the newest film in the running mean of how long films take. */
    private static final double NEWEST = 0.2;

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final int workers;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor threads;
    private volatile double meanSeconds = 1;

    public RenderQueue(int workers, int places) {
        this(workers, places, System::nanoTime);
    }

    RenderQueue(int workers, int places, LongSupplier nanoTime) {
        this.workers = workers;
        this.nanoTime = nanoTime;
        threads = new Timed(workers, places);
        threads.allowCoreThreadTimeOut(true);
    }

    /** @throws QueueFullException if nothing more may wait */
    @Override
    public void execute(Runnable work) {
        threads.purge(); // those whose askers have left
        threads.execute(work);
    }

    private void refuse(Runnable work, ThreadPoolExecutor full) {
        int waiting = waiting();
        double seconds = meanSeconds * (waiting + 1) / workers;
        throw new QueueFullException(waiting, Duration.ofSeconds(Math.clamp((long) Math.ceil(seconds / 4), 1, 120)));
    }

    private synchronized void took(double seconds) {
        meanSeconds = meanSeconds + NEWEST * (seconds - meanSeconds);
    }

    public int waiting() {
        return threads.getQueue().size();
    }

    public int running() {
        return threads.getActiveCount();
    }

    /** Keeps the futures themselves in its queue, so that cancelled ones can be purged. */
    private final class Timed extends ThreadPoolExecutor {
        private final ThreadLocal<Long> begun = new ThreadLocal<>();

        Timed(int workers, int places) {
            super(
                    workers,
                    workers,
                    1,
                    TimeUnit.MINUTES,
                    new ArrayBlockingQueue<>(places),
                    Thread.ofPlatform().name("render-", 1).daemon().factory());
            setRejectedExecutionHandler(RenderQueue.this::refuse);
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable work) {
            begun.set(nanoTime.getAsLong());
        }

        @Override
        protected void afterExecute(Runnable work, @Nullable Throwable failure) {
            double seconds = (nanoTime.getAsLong() - begun.get()) * 1e-9;
            took(seconds);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (threads.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Runnable> never = threads.shutdownNow();
        // Those who wait for work that will never be done must be told.
        never.forEach(work -> {
            if (work instanceof Future<?> future) {
                future.cancel(true);
            }
        });
    }
}
