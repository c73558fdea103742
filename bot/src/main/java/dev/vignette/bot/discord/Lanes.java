package dev.vignette.bot.discord;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Takes in what is said in different channels side by side and what is said in one channel in order: one slow message holds up
 * its own channel, not everybody. Safe to use from any thread.
 */
final class Lanes implements AutoCloseable {
    private static final int COUNT = 8;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final List<ExecutorService> lanes = IntStream.range(0, COUNT)
            .mapToObj(lane -> Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("discord-lane-" + lane).factory()))
            .toList();

    /** Runs the task after all earlier ones of the same channel. */
    void execute(long channel, Runnable task) {
        // The upper bits are the time at which the channel was made.
        lanes.get((int) Long.remainderUnsigned(channel >>> 22 ^ channel, COUNT)).execute(task);
    }

    /** Lets what has come be stored; not for ever. */
    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdown);
        try {
            long end = System.nanoTime() + FAREWELL.toNanos();
            for (ExecutorService lane : lanes) {
                if (!lane.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    lane.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            lanes.forEach(ExecutorService::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }
}
