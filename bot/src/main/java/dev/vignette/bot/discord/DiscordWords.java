package dev.vignette.bot.discord;

import dev.vignette.bot.words.Phrases;

/** What only Discord needs said. */
final class DiscordWords {
    private static final Phrases PHRASES = new Phrases("dev.vignette.bot.discord.words");

    private DiscordWords() {}

    /** @param language BCP 47 */
    static String say(String key, String language) {
        return PHRASES.say(key, language);
    }
}
