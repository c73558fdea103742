package dev.vignette.bot.generate;

import java.time.Duration;

/** How long something took, for people to read. Nothing is decided by it, so it reads the system's own clock. */
final class Stopwatch {
    private final long started = System.nanoTime();

    private Stopwatch() {}

    static Stopwatch started() {
        return new Stopwatch();
    }

    /** Since the start, in milliseconds to a tenth. */
    double millis() {
        return millis(Duration.ofNanos(System.nanoTime() - started));
    }

    /** In milliseconds to a tenth. */
    static double millis(Duration time) {
        return Math.round(time.toNanos() * 1e-5) / 10.0;
    }
}
