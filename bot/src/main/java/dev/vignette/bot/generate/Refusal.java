package dev.vignette.bot.generate;

/** Why a request is not carried out as it stands, in one sentence that says what to change. Nothing was written. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the request. */
    public enum Reason {
        NO_TEXT("text", "There is nothing to say"),
        TEXT_TOO_LONG("text", "The text is too long"),
        TEXT_UNUSABLE("text", "The text cannot be spoken"),
        UNKNOWN_LANGUAGE("language", "The language is not spoken here"),
        UNKNOWN_AVATAR("avatar", "There is no such avatar"),
        AVATAR_AND_PICTURE("avatar", "An avatar and a picture were given"),
        UNKNOWN_FORMAT("format", "There is no such format"),
        BAD_DURATION("max_seconds", "The length cannot be kept"),
        BAD_PICTURE("reference_image", "The picture cannot be used"),
        BAD_VIDEO("reference_video", "The film cannot be used"),
        BAD_DIRECTION("direction", "The direction cannot be followed"),
        BAD_SAMPLE("voice_sample", "The voice sample cannot be used");

        private final String field;
        private final String title;

        Reason(String field, String title) {
            this.field = field;
            this.title = title;
        }

        /** The field of the request that has to be changed. */
        public String field() {
            return field;
        }

        public String title() {
            return title;
        }
    }

    private final Reason reason;

    public Refusal(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Refusal(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
