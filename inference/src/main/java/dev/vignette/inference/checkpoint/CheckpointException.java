package dev.vignette.inference.checkpoint;

/** A file is no checkpoint that can be read, or not the one that is meant. The message is one sentence that says why. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
