package dev.vignette.bot.words;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The sentences of one message bundle: English, Spanish or Chinese, English for all other languages. Safe to use from any thread. */
public final class Phrases {
    private static final Control ENGLISH_OTHERWISE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private final String bundle;

    /** @param bundle its name, as {@code dev.vignette.bot.slack.words} */
    public Phrases(String bundle) {
        this.bundle = bundle;
    }

    /**
     * @param language BCP 47
     * @param arguments for what stands in braces; without any, the sentence is no pattern
     * @throws IllegalStateException if there is no such sentence
     */
    public String say(String key, String language, Object... arguments) {
        Locale locale = Locale.forLanguageTag(language);
        try {
            String pattern =
                    ResourceBundle.getBundle(bundle, locale, ENGLISH_OTHERWISE).getString(key);
            return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
        } catch (MissingResourceException e) {
            throw new IllegalStateException("The words in " + bundle + " lack " + key + ".", e);
        }
    }

    public boolean has(String key) {
        return ResourceBundle.getBundle(bundle, Locale.ROOT, ENGLISH_OTHERWISE).containsKey(key);
    }
}
