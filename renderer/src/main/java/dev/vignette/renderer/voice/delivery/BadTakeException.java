package dev.vignette.renderer.voice.delivery;

/** What an engine gave is no speech of this text; another try may be. The message completes "The voice gave …". */
public final class BadTakeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadTakeException(String what) {
        super(what);
    }
}
