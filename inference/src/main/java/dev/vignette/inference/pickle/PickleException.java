package dev.vignette.inference.pickle;

/** The bytes are no pickle of plain values, or one that wants to run something. The message says which. */
public final class PickleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PickleException(String message) {
        super(message);
    }
}
