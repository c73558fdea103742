package dev.vignette.bot.turn;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a port could not do its part. The message is for operators: one sentence, without what the person wrote. Whether to
 * try again is the failure's own knowledge ({@link #retryable()}), never guessed from its type.
 */
public class TurnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean retryable;
    private final transient @Nullable Duration retryAfter;

    private TurnException(
            Reason reason,
            String message,
            boolean retryable,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** The same call may succeed later. */
    public static TurnException passing(Reason reason, String message, @Nullable Throwable cause) {
        return new TurnException(reason, message, true, null, cause);
    }

    /** The same call may succeed after {@code retryAfter}, not sooner. */
    public static TurnException passing(Reason reason, String message, Duration retryAfter, @Nullable Throwable cause) {
        return new TurnException(reason, message, true, retryAfter, cause);
    }

    /** The same call will fail again. */
    public static TurnException lasting(Reason reason, String message, @Nullable Throwable cause) {
        return new TurnException(reason, message, false, null, cause);
    }

    public Reason reason() {
        return reason;
    }

    public boolean retryable() {
        return retryable;
    }

    /** Shortest time to wait before the next try; null if the back-off decides alone. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
