package dev.vignette.inference.models;

import org.jspecify.annotations.Nullable;

/** A model cannot be had or used. The message is one sentence that says what to do next. */
public final class ModelStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What went wrong, for exit statuses and HTTP answers. */
    public enum Reason {
        UNKNOWN_MODEL(false),
        LICENCE_NOT_ACCEPTED(false),
        NO_SPACE(false),
        /** The other side does not have it. */
        NOT_FOUND(false),
        /** The other side wants to know who asks. */
        FORBIDDEN(false),
        /** Broken connections, overloaded servers. */
        NETWORK(true),
        /** The bytes are not those that were promised. */
        WRONG_CONTENT(false),
        /** The disk cannot be read or written. */
        STORAGE(false),
        INTERRUPTED(true),
        /** A data file of Vignette itself is wrong. */
        BAD_MANIFEST(false),
        /** A setting cannot be used. */
        SETTING(false);

        private final boolean retryable;

        Reason(boolean retryable) {
            this.retryable = retryable;
        }

        /** Whether the same call may succeed later. */
        public boolean retryable() {
            return retryable;
        }
    }

    public ModelStoreException(Reason reason, String message) {
        this(reason, message, null);
    }

    public ModelStoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
