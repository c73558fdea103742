package dev.vignette.bot.chat;

/** What the platform calls a message that was posted there; enough to edit or retract it. */
public record PlatformMessageId(String value) {
    public PlatformMessageId {
        Identifiers.check("platform message id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
