package dev.vignette.bot.slack;

import java.time.Duration;

/** Waiting, as tests do not. */
@FunctionalInterface
interface Pause {
    /** On the system's clock. */
    Pause SYSTEM = Thread::sleep;

    void take(Duration duration) throws InterruptedException;
}
