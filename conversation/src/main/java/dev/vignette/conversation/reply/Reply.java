package dev.vignette.conversation.reply;

import dev.vignette.conversation.speakable.Reasoning;
import dev.vignette.conversation.speakable.SpeakableText;
import dev.vignette.media.Language;
import java.time.Duration;

/**
 * An answer: what is posted and what is said.
 *
 * @param text the whole answer as it is posted, Markdown included; not blank
 * @param spoken what the voice says of it, within its time; empty if nothing of it can be said
 */
public record Reply(String text, SpeakableText spoken) {
    public static final Duration DEFAULT_BUDGET = Duration.ofSeconds(20);

    public Reply {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A reply needs text; say in a sentence why there is none.");
        }
    }

    /**
     * @param written what a model wrote; its reasoning and control tokens are left out of both texts
     * @param budget how long the voice may speak, a positive duration
     * @throws IllegalArgumentException if nothing is left to post
     */
    public static Reply of(String written, Language language, Duration budget) {
        String text = Reasoning.strip(written);
        return new Reply(text, SpeakableText.of(text, language).within(budget));
    }

    public Language language() {
        return spoken.language();
    }

    /** Whether the voice says only the beginning. */
    public boolean isShortened() {
        return !spoken.equals(SpeakableText.of(text, language()));
    }
}
