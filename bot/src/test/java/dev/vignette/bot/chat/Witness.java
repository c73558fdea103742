package dev.vignette.bot.chat;

/** Sees, at the moment it happens, that the bot has acknowledged something; for those who take the time. */
@FunctionalInterface
public interface Witness {
    /** Who does not care. */
    Witness NOBODY = what -> {};

    /** @param what the platform's own id of what was acknowledged */
    void acknowledged(String what);
}
