package dev.vignette.renderer.avatar;

/** Why an avatar's card cannot be used: one sentence that names the card and the field. */
public final class CardException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    public CardException(String message) {
        super(message);
        sentence = message;
    }

    public CardException(String message, Throwable cause) {
        super(message, cause);
        sentence = message;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
