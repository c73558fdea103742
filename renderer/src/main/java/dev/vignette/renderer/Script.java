package dev.vignette.renderer;

import dev.vignette.media.Language;

/**
 * What is to be said: speakable text (no markup), already within the time budget, and its main language.
 *
 * @param text 1 to {@value #MAX_LENGTH} characters, not blank, without control characters other than line breaks
 */
public record Script(String text, Language language) {
    public static final int MAX_LENGTH = 5_000;

    public Script {
        if (text.isBlank()) {
            throw new IllegalArgumentException("There is no text to say.");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The text has " + text.length() + " characters; at most " + MAX_LENGTH + " can be said.");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new IllegalArgumentException("The text contains control characters.");
        }
    }
}
