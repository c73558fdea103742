package dev.vignette.bot.turn;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** What the service itself says to people, in their language: English, Spanish or Chinese, English for all others. */
public final class Sentences {
    private static final String BUNDLE = "dev.vignette.bot.turn.reasons";
    private static final Control ENGLISH_OTHERWISE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    /**
     * Why the turn ended early.
     *
     * @throws IllegalStateException if it has not
     */
    public String reason(Turn turn) {
        Turn.Ending ending = turn.ending();
        if (ending == null) {
            throw new IllegalStateException(
                    "Turn " + turn.id() + " is " + turn.state() + " and has no reason to tell.");
        }
        return reason(ending.reason(), turn.language());
    }

    /** @param language BCP 47 */
    public String reason(Reason reason, String language) {
        return text("reason." + reason.code(), language);
    }

    /** The label that goes with every clip. */
    String madeByAi(String language) {
        return text("made-by-ai", language);
    }

    private static String text(String key, String language) {
        try {
            return ResourceBundle.getBundle(BUNDLE, Locale.forLanguageTag(language), ENGLISH_OTHERWISE)
                    .getString(key);
        } catch (MissingResourceException e) {
            throw new IllegalStateException("The message bundle lacks " + key + ".", e);
        }
    }
}
