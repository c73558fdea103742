package dev.vignette.bot.manners;

import dev.vignette.bot.chat.TurnAction;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** What the bot itself says in chats: English, Spanish or Chinese, English for all other languages. */
public final class Wording {
    /** The languages there are words in, as BCP 47. */
    public static final List<String> LANGUAGES = List.of("en", "es", "zh");

    private static final String BUNDLE = "dev.vignette.bot.manners.words";
    private static final Control ENGLISH_OTHERWISE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    /** Label of the button for {@code action}. */
    public String action(TurnAction action, String language) {
        return say("action." + action.code(), language);
    }

    /** Data of a button that tells what {@code /about} tells; for labels of films that take no caption. */
    public String aboutData() {
        return Choice.of("about", "about", "").data();
    }

    String say(String key, String language, Object... arguments) {
        Locale locale = Locale.forLanguageTag(language);
        try {
            String pattern =
                    ResourceBundle.getBundle(BUNDLE, locale, ENGLISH_OTHERWISE).getString(key);
            return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
        } catch (MissingResourceException e) {
            throw new IllegalStateException("The words lack " + key + ".", e);
        }
    }

    boolean has(String key) {
        return ResourceBundle.getBundle(BUNDLE, Locale.ROOT, ENGLISH_OTHERWISE).containsKey(key);
    }

    /** A wait in words, rounded up: "40 seconds", "3 minutes", "2 hours". */
    String wait(Duration wait, String language) {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
        if (seconds < 60) {
            return say("wait.seconds", language, seconds);
        }
        long minutes = (seconds + 59) / 60;
        return minutes < 60 ? say("wait.minutes", language, minutes) : say("wait.hours", language, (minutes + 59) / 60);
    }
}
