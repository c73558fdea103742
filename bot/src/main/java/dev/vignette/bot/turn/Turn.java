package dev.vignette.bot.turn;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message and its answer, as stored at one moment.
 *
 * @param order rises with arrival; later messages of a conversation have larger ones
 * @param revision 0 as first sent, larger for each edit; the event is the same
 * @param form in which it is answered
 * @param verbatim whether the text itself is said, rather than an answer to it
 * @param text as written; null for a voice note
 * @param note what is known of the voice note; null for text
 * @param hint of the person's language, BCP 47
 * @param avatar name of the face that answers, and of the voice unless {@code speaker} names another
 * @param speaker whose voice speaks; null for the face's own
 * @param heard from {@link TurnState#HEARD} on
 * @param reply from {@link TurnState#REPLIED} on
 * @param film from {@link TurnState#RENDERED} on
 * @param voice the clip whose speech lies ready as a voice note; null if there is none, or none is wanted
 * @param voiceWork engine time that the voice note took by itself; zero if it came with a film or lay ready
 * @param lineAt place in the line for films; smaller is earlier; null if never in line
 * @param attempts of the present step that have failed
 * @param ending why the turn ended early; null otherwise
 */
public record Turn(
        TurnId id,
        long order,
        PlatformName platform,
        ConversationId conversation,
        PersonId person,
        EventId event,
        long revision,
        AnswerForm form,
        boolean verbatim,
        TurnState state,
        @Nullable String text,
        @Nullable NoteRef note,
        @Nullable String hint,
        String avatar,
        @Nullable String speaker,
        @Nullable Heard heard,
        @Nullable Reply reply,
        @Nullable Film film,
        @Nullable String voice,
        Duration voiceWork,
        @Nullable Instant lineAt,
        int attempts,
        @Nullable Ending ending,
        Moments moments) {

    /**
     * A voice note without its sound.
     *
     * @param reference by which its platform has it, if it was not stored with the message; null otherwise
     */
    public record NoteRef(
            String mediaType, long size, @Nullable String reference) {}

    /**
     * @param detail for operators, in English; not shown in chats
     */
    public record Ending(Reason reason, String detail) {}

    /** When each thing happened; null if it has not. */
    public record Moments(
            Instant received,
            @Nullable Instant heard,
            @Nullable Instant replied,
            @Nullable Instant textDelivered,
            @Nullable Instant renderStarted,
            @Nullable Instant rendered,
            @Nullable Instant ended) {}

    /** How long engines have worked for the answer as it is now: for its film, or for the voice note where that is all. */
    public Duration work() {
        return film == null ? voiceWork : film.work();
    }

    /** Whether the reply is to be heard, with a film or without, and there is something to say in it. */
    boolean wantsSpeech() {
        return form.spoken() && reply != null && !reply.spoken().isBlank();
    }

    /** The best guess at the language the person reads; English if nothing is known. */
    public String language() {
        if (reply != null) {
            return reply.language();
        }
        if (heard != null && heard.language() != null) {
            return heard.language();
        }
        return hint != null ? hint : "en";
    }
}
