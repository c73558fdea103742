package dev.vignette.bot.manners;

import java.time.Duration;

/** Waiting, as tests do not. */
@FunctionalInterface
public interface Pause {
    /** On the system's clock. */
    Pause SYSTEM = Thread::sleep;

    void take(Duration duration) throws InterruptedException;
}
