package dev.vignette.bot.discord;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** What only Discord needs said: English, Spanish or Chinese, English for all other languages. */
final class DiscordWords {
    private static final String BUNDLE = "dev.vignette.bot.discord.words";
    private static final Control ENGLISH_OTHERWISE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private DiscordWords() {}

    /** @param language BCP 47 */
    static String say(String key, String language) {
        return ResourceBundle.getBundle(BUNDLE, Locale.forLanguageTag(language), ENGLISH_OTHERWISE)
                .getString(key);
    }
}
