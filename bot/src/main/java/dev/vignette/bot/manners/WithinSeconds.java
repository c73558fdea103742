package dev.vignette.bot.manners;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that somebody waits for. Platforms give three seconds to acknowledge a command or a press; when the database is slower, or away,
 * the person is told ({@link Wording#unavailable}), and what is stored after all is answered all the same. Safe to use from any thread.
 */
public final class WithinSeconds {
    private static final Logger LOG = LoggerFactory.getLogger(WithinSeconds.class);

    private final Executor executor;
    private final Duration longest;

    /** @param longest of the time that the platform gives */
    public WithinSeconds(Executor executor, Duration longest) {
        this.executor = executor;
        this.longest = longest;
    }

    /** What {@code work} yields; empty if it failed or takes too long. */
    public <T> Optional<T> get(Supplier<T> work) {
        CompletableFuture<T> future = CompletableFuture.supplyAsync(work, executor);
        try {
            return Optional.of(future.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.warn("A command failed.", e.getCause());
            return Optional.empty();
        } catch (TimeoutException e) {
            LOG.warn("A command takes longer than {} ms; the person is told.", longest.toMillis());
            return Optional.empty();
        }
    }
}
