package dev.vignette.bot.chat;

import org.jspecify.annotations.Nullable;

/** Why a recording could not be fetched. The message is for operators and names neither person nor secret. */
public class AttachmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The platform is out of reach, slow or broken; it may work later. */
        UNREACHABLE,
        /** More bytes or more time than a recording may take. */
        TOO_LARGE,
        /** The platform does not have it any more, or not for us. */
        GONE,
        /** A host, address or answer that a recording cannot come from. */
        FORBIDDEN
    }

    private final Reason reason;

    public AttachmentException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether fetching it again may succeed. */
    public boolean retryable() {
        return reason == Reason.UNREACHABLE;
    }
}
