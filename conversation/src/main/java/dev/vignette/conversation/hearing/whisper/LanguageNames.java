package dev.vignette.conversation.hearing.whisper;

import dev.vignette.media.Language;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whisper's names of languages where they are not those of ISO 639-1, or where it has only a near relation. */
final class LanguageNames {
    private static final Map<String, String> OTHERWISE =
            Map.of("iw", "he", "jv", "jw", "nb", "no", "fil", "tl", "yue", "zh", "in", "id", "ji", "yi", "mo", "ro");

    private LanguageNames() {}

    /** What a model calls {@code wanted}; null if it does not know it, or nothing is wanted. */
    static @Nullable Language inModel(@Nullable Language wanted, Set<Language> known) {
        if (wanted == null || known.contains(wanted)) {
            return wanted;
        }
        String other = OTHERWISE.get(wanted.code());
        Language near = other == null ? null : new Language(other);
        return near != null && known.contains(near) ? near : null;
    }
}
