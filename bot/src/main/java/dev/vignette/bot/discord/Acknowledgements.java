package dev.vignette.bot.discord;

import dev.vignette.bot.chat.EventId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Uses of commands that are stored but not acknowledged yet. An answer can be ready sooner than Discord has heard the
 * acknowledgement; it waits for it here. Safe to use from any thread.
 */
final class Acknowledgements {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Map<EventId, CompletableFuture<Void>> open = new ConcurrentHashMap<>();

    void begin(EventId event) {
        open.putIfAbsent(event, new CompletableFuture<>());
    }

    /** It is acknowledged, or cannot be any more. */
    void end(EventId event) {
        CompletableFuture<Void> acknowledged = open.remove(event);
        if (acknowledged != null) {
            acknowledged.complete(null);
        }
    }

    /** Waits until the event is acknowledged, if it is not; not for ever. */
    void await(EventId event) {
        CompletableFuture<Void> acknowledged = open.get(event);
        if (acknowledged == null) {
            return;
        }
        try {
            acknowledged.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            open.remove(event);
        }
    }
}
