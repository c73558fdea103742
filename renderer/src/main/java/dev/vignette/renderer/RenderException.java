package dev.vignette.renderer;

import org.jspecify.annotations.Nullable;

/**
 * Why no film was made, in one sentence fit to be shown to the person who asked. {@link #reason()} tells callers what
 * kind of failure it is; {@link #retryable()} whether the same request may succeed later without being changed.
 */
public class RenderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Kinds of failure, by who can mend them. */
    public enum Reason {
        /** The text cannot be spoken: wrong language for the engine, nothing pronounceable. */
        UNSPEAKABLE_TEXT(false),
        /** The picture cannot be used: no face, too small, turned, broken, too large. */
        UNUSABLE_PORTRAIT(false),
        /** The voice sample cannot be used: no sound, too short, silent, too large. */
        UNUSABLE_SAMPLE(false),
        /** A voice was to be cloned without the consent of whose it is. */
        NO_CONSENT(false),
        /** A program, library or model is missing; the message says how to install it. */
        ENGINE_MISSING(false),
        /** The engine broke, hung or was overloaded. */
        ENGINE_FAILED(true),
        /** No room on the disk. */
        STORAGE_FULL(true),
        /** The caller stopped the work. */
        CANCELLED(false);

        private final boolean retryable;

        Reason(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Reason reason;

    public RenderException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RenderException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public boolean retryable() {
        return reason.retryable;
    }
}
