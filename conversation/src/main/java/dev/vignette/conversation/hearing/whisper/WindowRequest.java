package dev.vignette.conversation.hearing.whisper;

import dev.vignette.media.Language;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to decode one window.
 *
 * @param language that is spoken; null to detect it
 * @param expected taken for short sounds whose language is unsure; null if nothing is known
 * @param allowed languages to choose from; empty for all
 * @param timestamps whether to mark segments
 * @param context tokens of what was said before or is likely to be said; only the last ones that fit are used
 * @param seconds of speech in the window
 * @param seed of all that is left to chance
 */
@SuppressWarnings("ArrayRecordComponent") // Requests are never compared.
record WindowRequest(
        @Nullable Language language,
        @Nullable Language expected,
        Set<Language> allowed,
        boolean timestamps,
        int[] context,
        double seconds,
        long seed) {
    WindowRequest in(Language spoken) {
        return new WindowRequest(spoken, expected, allowed, timestamps, context, seconds, seed);
    }
}
