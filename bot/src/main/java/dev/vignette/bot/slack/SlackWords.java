package dev.vignette.bot.slack;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** What only Slack needs said: English, Spanish or Chinese, English for all other languages. */
final class SlackWords {
    private static final String BUNDLE = "dev.vignette.bot.slack.words";
    private static final Control ENGLISH_OTHERWISE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private SlackWords() {}

    /** @param language BCP 47 */
    static String say(String key, String language) {
        return ResourceBundle.getBundle(BUNDLE, Locale.forLanguageTag(language), ENGLISH_OTHERWISE)
                .getString(key);
    }
}
