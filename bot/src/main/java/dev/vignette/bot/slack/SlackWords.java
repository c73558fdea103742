package dev.vignette.bot.slack;

import dev.vignette.bot.words.Phrases;

/** What only Slack needs said. */
final class SlackWords {
    private static final Phrases PHRASES = new Phrases("dev.vignette.bot.slack.words");

    private SlackWords() {}

    /** @param language BCP 47 */
    static String say(String key, String language) {
        return PHRASES.say(key, language);
    }
}
