package dev.vignette.clip;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the maker of a film says of it. The spoken text is left out on purpose: whoever reads the store's directory does
 * not read what people said.
 *
 * @param duration of sound and picture
 * @param language ISO 639 code
 * @param avatar who is seen, by the name that requests use; null if that was not kept
 * @param speaker whose voice is heard, by the name that requests use; null if it is the avatar's own
 * @param engines what made it, by role: {@code voice → espeak/1.51-v3}
 */
public record ClipFacts(
        Duration duration,
        String language,
        @Nullable String avatar,
        @Nullable String speaker,
        Map<String, String> engines) {
    public ClipFacts {
        engines = Collections.unmodifiableMap(new TreeMap<>(engines));
    }

    /** Of an avatar who is heard in their own voice. */
    public ClipFacts(Duration duration, String language, @Nullable String avatar, Map<String, String> engines) {
        this(duration, language, avatar, null, engines);
    }

    /** Whether this person is seen or heard in it. */
    public boolean shows(String person) {
        return person.equals(avatar) || person.equals(speaker);
    }

    /** Of a film whose avatar nobody needs to know. */
    public ClipFacts(Duration duration, String language, Map<String, String> engines) {
        this(duration, language, null, null, engines);
    }
}
