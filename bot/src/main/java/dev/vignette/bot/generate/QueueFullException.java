package dev.vignette.bot.generate;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** More films are asked for than can be made in good time. */
public final class QueueFullException extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    QueueFullException(int waiting, Duration retryAfter) {
        super("There are already %d films waiting to be made. Try again in %d seconds."
                .formatted(waiting, retryAfter.toSeconds()));
        this.retryAfter = retryAfter;
    }

    /** When there is likely to be room again, from how long films took so far. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
