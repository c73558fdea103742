package dev.vignette.evaluator.bench;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says every few seconds where a long measurement stands, so that one that is killed still tells; and, if it stands still, what every
 * thread does. Safe to use from any thread.
 */
final class StageWatch implements AutoCloseable {
    private static final int EVERY_SECONDS = 3;

    private final Duration still;
    private final LongSupplier nanos;
    private final Consumer<String> said;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watch").factory());
    private String where = "beginning";
    private long since;
    private boolean told;

    /**
     * @param still how long nothing may happen before all threads are shown
     * @param nanos a clock
     */
    StageWatch(Duration still, LongSupplier nanos, Consumer<String> said) {
        this.still = still;
        this.nanos = nanos;
        this.said = said;
        since = nanos.getAsLong();
        var looking = thread.scheduleAtFixedRate(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        if (looking.isCancelled()) {
            throw new IllegalStateException("The watch does not run");
        }
    }

    /** Something has happened. */
    synchronized void at(String what) {
        where = what;
        since = nanos.getAsLong();
        told = false;
    }

    /** Says something that is no reading, at once. */
    void say(String line) {
        said.accept(line);
    }

    /** Says where it stands. */
    synchronized void look() {
        long nothing = nanos.getAsLong() - since;
        said.accept("   at: " + where + ", " + nothing / 1_000_000_000 + " s ago");
        if (nothing >= still.toNanos() && !told) {
            told = true;
            said.accept("   nothing happens; what the threads do:");
            Thread.getAllStackTraces().forEach(this::show);
        }
    }

    private void show(Thread one, StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder("   \"" + one.getName() + "\" " + one.getState());
        for (StackTraceElement element : stack) {
            text.append("\n      at ").append(element);
        }
        said.accept(text.toString());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
