package dev.vignette.bot.chat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why nothing was posted. {@link #retryable()} says whether the same delivery may succeed later. */
public class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;
    private final transient @Nullable Duration retryAfter;

    private DeliveryException(
            String message, boolean retryable, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** The platform was out of reach or broke; try again after a while. */
    public static DeliveryException passing(String message, @Nullable Throwable cause) {
        return new DeliveryException(message, true, null, cause);
    }

    /** The platform asked for a pause. */
    public static DeliveryException rateLimited(String message, Duration retryAfter) {
        return new DeliveryException(message, true, retryAfter, null);
    }

    /** The platform refused, and will again: the chat is gone, the bot was blocked, the file is too large. */
    public static DeliveryException refused(String message, @Nullable Throwable cause) {
        return new DeliveryException(message, false, null, cause);
    }

    public boolean retryable() {
        return retryable;
    }

    /** How long the platform asked to wait; null if it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
