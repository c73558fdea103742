package dev.vignette.bot.telegram;

import java.util.Locale;

/**
 * The bot's own account.
 *
 * @param name without the @
 */
record Bot(long id, String name) {
    /** Whether {@code mention} ({@code @name}) is this bot. */
    boolean isNamed(String mention) {
        return mention.toLowerCase(Locale.ROOT).equals("@" + name.toLowerCase(Locale.ROOT));
    }
}
