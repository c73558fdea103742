package dev.vignette.bot.manners;

import java.time.Duration;

/** Waiting, as tests do not. */
@FunctionalInterface
public interface Pause {
    /** On the system's clock. */
    Pause SYSTEM = Thread::sleep;

    void take(Duration duration) throws InterruptedException;

    /** The pause after {@code last}, when trying has failed again: twice as long, but not longer than {@code longest}. */
    static Duration after(Duration last, Duration longest) {
        Duration twice = last.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }
}
