package dev.vignette.clip;

import java.io.IOException;
import java.util.Locale;

/** The store could not do what was asked, in one sentence for the person at the machine; nothing is left half done. */
public class ClipStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the store. */
    public enum Reason {
        /** There is no room on the disk: free some, or lower the store's limit. */
        FULL,
        /** The directory cannot be read or written. */
        UNAVAILABLE
    }

    private final Reason reason;

    ClipStoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    private ClipStoreException(Reason reason, String message, IOException cause) {
        super(message, cause);
        this.reason = reason;
    }

    static ClipStoreException of(IOException cause, String attempt) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        // Java has no exception of its own for ENOSPC and EDQUOT; the system's words are all there is.
        boolean full = message.contains("no space left")
                || message.contains("quota exceeded")
                || message.contains("not enough space");
        return full
                ? new ClipStoreException(
                        Reason.FULL, attempt + ": the disk is full. Free some space and try again.", cause)
                : new ClipStoreException(
                        Reason.UNAVAILABLE,
                        attempt + ": the clip directory cannot be used ("
                                + cause.getClass().getSimpleName() + ").",
                        cause);
    }

    public Reason reason() {
        return reason;
    }
}
