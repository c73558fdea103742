package dev.vignette.bot.turn;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before trying again, and how often.
 *
 * @param first pause; each later one is twice as long
 * @param longest pause
 * @param tries in all, the first one included
 */
record Backoff(Duration first, Duration longest, int tries) {
    /** For hearing, replying and rendering: some 15 s in all, as the person is waiting. */
    static final Backoff WORK = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 5);

    /** For platforms, whose outages last minutes: half an hour in all. */
    static final Backoff DELIVERY = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), 13);

    boolean exhausted(int failures) {
        return failures >= tries;
    }

    /** @param failures so far, from 1 */
    Duration pause(int failures, @Nullable Duration asked) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 20));
        if (pause.compareTo(longest) > 0) {
            pause = longest;
        }
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }
}
