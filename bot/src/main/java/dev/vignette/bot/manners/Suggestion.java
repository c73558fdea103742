package dev.vignette.bot.manners;

import java.util.Locale;

/**
 * Something that may follow a command's name.
 *
 * @param label as shown
 * @param word as the command takes it
 */
public record Suggestion(String label, String word) {
    /** Whether somebody who has typed so much may mean it. */
    boolean matches(String typed) {
        String begun = typed.toLowerCase(Locale.ROOT);
        return label.toLowerCase(Locale.ROOT).contains(begun)
                || word.toLowerCase(Locale.ROOT).contains(begun);
    }
}
