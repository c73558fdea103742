package dev.vignette.conversation.reply;

import java.time.Duration;
import java.util.Optional;

/**
 * The answer to a question, and how it came about. There always is one.
 *
 * @param provider which engine wrote it; {@value #GUARD} where a prepared sentence took its place
 * @param firstText from the question to the first words, or to the end where nothing was streamed
 * @param total from the question to the whole answer
 * @param advice for the operator: why this was not the best provider, or what went wrong, and what to do
 */
public record Answer(
        Reply reply, String provider, Outcome outcome, Duration firstText, Duration total, Optional<String> advice) {
    public static final String GUARD = "guard";

    /** What kind of answer it is. */
    public enum Outcome {
        ANSWERED,
        /** Something that is not answered, with a sentence that says so, or with help. */
        REFUSED,
        /** The model failed or took too long; a plain sentence says so. A later try may succeed. */
        FAILED
    }
}
