package dev.vignette.conversation.hearing;

import org.jspecify.annotations.Nullable;

/** Why nothing was heard, or why an engine for hearing could not be opened, in one sentence that says what to do. */
public final class HearingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Kinds of failure, by what can be done about them. */
    public enum Reason {
        /** There is no model. */
        NOT_INSTALLED(false),
        /** The model's files are incomplete, damaged or do not belong together. */
        UNUSABLE_MODEL(false),
        /** The deadline passed before anything was understood. */
        TOO_SLOW(true),
        /** The calling thread was interrupted. */
        CANCELLED(true),
        /** A network failed while running. */
        ENGINE_FAILED(true);

        private final boolean retryable;

        Reason(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Reason reason;

    public HearingException(Reason reason, @Nullable String message) {
        this(reason, message, null);
    }

    public HearingException(Reason reason, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the same request may succeed later without being changed. */
    public boolean retryable() {
        return reason.retryable;
    }
}
