package dev.vignette.bot.chat;

/** What the platform (or the page) calls one message. Unique per platform: the same id again is the same message again. */
public record EventId(String value) {
    public EventId {
        Identifiers.check("event id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
