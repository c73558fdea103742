package dev.vignette.media;

import java.io.IOException;
import java.util.Locale;

/**
 * Why a sound, picture or film could not be read or written, in one sentence fit to be shown to the person who sent or
 * asked for it. {@link #reason()} tells callers what kind of failure it is; {@link #retryable()} whether the same
 * request may succeed later without being changed.
 */
public final class MediaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Kinds of failure, by who can mend them. */
    public enum Reason {
        /** The bytes are none of the sound formats that are read. */
        NOT_SOUND(false),
        /** The bytes are none of the picture or film formats that are read. */
        NOT_PICTURE(false),
        /** A film or container without sound. */
        NO_SOUND_TRACK(false),
        /** A sound format that is recognised but not read: unusual codec, channels or sample rate. */
        UNSUPPORTED(false),
        /** More seconds than allowed. */
        TOO_LONG(false),
        /** More bytes or pixels than allowed. */
        TOO_LARGE(false),
        /** More tracks than allowed, or more than one with sound. */
        TOO_MANY_STREAMS(false),
        /** Damaged or cut off. */
        BROKEN(false),
        /** Not read before its deadline. */
        TOO_SLOW(true),
        /** No room on the disk. */
        STORAGE_FULL(true),
        /** The disk or the directory refused to take the file. */
        STORAGE_FAILED(true),
        /** No usable encoder, or it broke while working. */
        ENCODER_FAILED(true);

        private final boolean retryable;

        Reason(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Reason reason;

    public MediaException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public MediaException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * A failed write, told apart into a full disk and the rest.
     *
     * @param what was to be written, as the sentence's subject: "The film"
     */
    public static MediaException storage(String what, IOException cause) {
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        // The JDK has no type for a full disk, only the operating system's words.
        boolean full = words.contains("no space left") || words.contains("quota exceeded");
        return full
                ? new MediaException(
                        Reason.STORAGE_FULL,
                        what + " could not be saved because the disk is full; free some space and try again.",
                        cause)
                : new MediaException(
                        Reason.STORAGE_FAILED,
                        what + " could not be saved (" + cause + "); check that its directory exists and is writable.",
                        cause);
    }

    public Reason reason() {
        return reason;
    }

    public boolean retryable() {
        return reason.retryable;
    }
}
