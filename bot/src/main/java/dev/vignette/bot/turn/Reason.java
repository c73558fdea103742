package dev.vignette.bot.turn;

import java.util.Locale;

/** Why a turn ended without all it was to bring. The sentence for the person is in {@code reasons_*.properties}. */
public enum Reason {
    /** A voice note, and no model to hear with. */
    NO_HEARING(TurnState.DECLINED),
    /** A voice note in which no words were found. */
    NOTHING_HEARD(TurnState.DECLINED),
    /** A voice note that is broken, or no recording at all. */
    UNREADABLE_VOICE_NOTE(TurnState.DECLINED),
    /** The model that hears broke. */
    HEARING_FAILED(TurnState.FAILED),
    /** No language model answered in time. */
    REPLY_FAILED(TurnState.FAILED),
    /** The voice here cannot speak this language or text. */
    UNSPEAKABLE(TurnState.FAILED),
    /** A program or model for films is missing. */
    ENGINE_MISSING(TurnState.FAILED),
    /** The chosen face or voice sample is gone or cannot be used. */
    UNUSABLE_AVATAR(TurnState.FAILED),
    /** Voice, face or film broke. */
    FILM_FAILED(TurnState.FAILED),
    /** The platform would not take the text. */
    DELIVERY_FAILED(TurnState.FAILED),
    /** The text is out, and the film or voice note cannot follow it. */
    MEDIA_UNDELIVERED(TurnState.FAILED),
    /** The process died several times while at it. */
    CRASHED(TurnState.FAILED),
    /** A fault of the program itself; the log knows more. */
    INTERNAL(TurnState.FAILED),
    /** A voice note of more bytes or time than is taken. */
    VOICE_NOTE_TOO_LARGE(TurnState.DECLINED),
    /** The person cancelled. */
    CANCELLED(TurnState.CANCELLED),
    /** Another message followed at once and is answered together with this one. */
    JOINED(TurnState.CANCELLED),
    /** The message was edited, or asked again, before this answer was complete. */
    REPLACED(TurnState.CANCELLED),
    /** The message was deleted. */
    WITHDRAWN(TurnState.CANCELLED);

    private final TurnState ending;

    Reason(TurnState ending) {
        this.ending = ending;
    }

    /** The state that a turn ends in for this reason. */
    public TurnState ending() {
        return ending;
    }

    /** Name in metrics, JSON and message bundles. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
