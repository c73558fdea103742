package dev.vignette.bot.chat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as a platform received it, after the platform's own checks.
 *
 * @param platform where it came from
 * @param conversation where the answer belongs
 * @param author whose share of the renderer the answer uses
 * @param event the platform's id of the message; a second message with it (and the same revision) is the same one
 * @param content words, a recording, or where the recording lies
 * @param language a hint in BCP 47, such as {@code es} or {@code zh-Hans}, from the app or account; null if unknown
 * @param at when the platform says it was sent
 * @param handling how it is to be answered
 */
public record ChatMessage(
        PlatformName platform,
        ConversationId conversation,
        PersonId author,
        EventId event,
        MessageContent content,
        @Nullable String language,
        Instant at,
        Handling handling) {
    /** A message that is answered with a film, by itself, and was never edited. */
    public ChatMessage(
            PlatformName platform,
            ConversationId conversation,
            PersonId author,
            EventId event,
            MessageContent content,
            @Nullable String language,
            Instant at) {
        this(platform, conversation, author, event, content, language, at, Handling.PLAIN);
    }

    /**
     * How a message is to be answered.
     *
     * @param form of the answer
     * @param revision 0 as first sent; larger for each later edit (a platform's time of the edit will do). The answer to a
     *     later revision takes the place of the answer to an earlier one, and an earlier one that comes late is dropped.
     * @param joinWithin a text that comes so soon after another of the same person here, which nobody has answered yet, is
     *     answered together with it; zero for never
     * @param verbatim whether the text itself is to be said, rather than an answer to it
     * @param speaker name of the member of the cast whose voice is to speak; null for the face's own
     */
    public record Handling(
            AnswerForm form,
            long revision,
            Duration joinWithin,
            boolean verbatim,
            @Nullable String speaker) {
        /** A film, no edit, answered by itself. */
        public static final Handling PLAIN = new Handling(AnswerForm.FILM, 0, Duration.ZERO, false);

        /** In the voice of the face that answers. */
        public Handling(AnswerForm form, long revision, Duration joinWithin, boolean verbatim) {
            this(form, revision, joinWithin, verbatim, null);
        }

        public Handling {
            if (revision < 0 || joinWithin.isNegative()) {
                throw new IllegalArgumentException("Revisions and times to join are not negative.");
            }
        }
    }
}
