package dev.vignette.bot.chat;

/** Sees, at the moment it happens, that the bot is told of something and that it acknowledges that; for those who take the time. */
@FunctionalInterface
public interface Witness {
    /** Who does not care. */
    Witness NOBODY = what -> {};

    /** @param what the platform's own id of what is about to be sent to the bot */
    default void sent(String what) {}

    /** @param what that the bot has acknowledged */
    void acknowledged(String what);
}
