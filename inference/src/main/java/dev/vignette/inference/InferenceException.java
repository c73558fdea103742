package dev.vignette.inference;

import org.jspecify.annotations.Nullable;

/** A network could not be opened or run. The message is one sentence that names the network and what to do or compare. */
public class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InferenceException(String message) {
        super(message);
    }

    public InferenceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
