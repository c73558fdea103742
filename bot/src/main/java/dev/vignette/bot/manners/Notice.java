package dev.vignette.bot.manners;

/** Why a message cannot be answered, before anybody has looked at what it says. */
public enum Notice {
    /** A sticker, a picture, a place. */
    CONTENT("refused.content"),
    /** A recording of more bytes or time than is taken. */
    VOICE_NOTE_TOO_LARGE("refused.voice-note"),
    /** More characters than are taken. */
    TEXT_TOO_LONG("refused.too-long");

    private final String key;

    Notice(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
