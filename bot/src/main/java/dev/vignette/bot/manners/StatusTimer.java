package dev.vignette.bot.manners;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has the board look once a second. Closing it ends its thread. */
final class StatusTimer implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("chat-status").daemon().factory());

    @SuppressWarnings("FutureReturnValueIgnored") // The board contains its own failures, and the end is close().
    StatusTimer(StatusBoard board) {
        timer.scheduleWithFixedDelay(board::tick, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
