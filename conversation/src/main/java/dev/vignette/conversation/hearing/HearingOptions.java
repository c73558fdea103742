package dev.vignette.conversation.hearing;

import dev.vignette.media.Language;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to hear one sound.
 *
 * @param deadline how long it may take, from the call on
 * @param language the language that is spoken, if that is certain; null to find out
 * @param expected the language of the conversation so far, used where the sound itself does not tell; null if unknown
 * @param allowed the languages to choose from; empty for all that the engine knows
 * @param hint names and spellings that are likely to occur, in the spoken language; empty for none
 * @param timestamps whether segments should end where sentences do, which costs time; otherwise a segment is up to 30 s
 */
public record HearingOptions(
        Duration deadline,
        @Nullable Language language,
        @Nullable Language expected,
        Set<Language> allowed,
        String hint,
        boolean timestamps) {
    public HearingOptions {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("The deadline must be positive: " + deadline);
        }
        allowed = Set.copyOf(allowed);
    }

    /** Any language, no hints. */
    public static HearingOptions within(Duration deadline) {
        return new HearingOptions(deadline, null, null, Set.of(), "", false);
    }

    public HearingOptions withLanguage(@Nullable Language spoken) {
        return new HearingOptions(deadline, spoken, expected, allowed, hint, timestamps);
    }

    public HearingOptions expecting(@Nullable Language likely) {
        return new HearingOptions(deadline, language, likely, allowed, hint, timestamps);
    }

    public HearingOptions withAllowed(Set<Language> languages) {
        return new HearingOptions(deadline, language, expected, languages, hint, timestamps);
    }

    public HearingOptions withHint(String words) {
        return new HearingOptions(deadline, language, expected, allowed, words, timestamps);
    }

    public HearingOptions withTimestamps() {
        return new HearingOptions(deadline, language, expected, allowed, hint, true);
    }
}
