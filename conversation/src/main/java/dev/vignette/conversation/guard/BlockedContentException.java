package dev.vignette.conversation.guard;

/** A message or an answer raises a concern. Carries none of its words. */
public final class BlockedContentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Concern concern;

    BlockedContentException(Concern concern) {
        super("Not answered as it stands: " + concern);
        this.concern = concern;
    }

    public Concern concern() {
        return concern;
    }
}
