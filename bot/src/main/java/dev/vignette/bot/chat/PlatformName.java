package dev.vignette.bot.chat;

/** Short name of a chat platform, such as {@code web} or {@code discord}; part of the identity of everything that came from there. */
public record PlatformName(String value) {
    public PlatformName {
        Identifiers.check("platform name", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
