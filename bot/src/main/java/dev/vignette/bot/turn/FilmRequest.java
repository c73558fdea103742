package dev.vignette.bot.turn;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.TurnId;
import org.jspecify.annotations.Nullable;

/**
 * What to show, or to say.
 *
 * @param turn for logs and traces; must not become part of the clip's identity
 * @param spoken text to say
 * @param language BCP 47
 * @param avatar name of the face, and of the voice unless {@code speaker} names another
 * @param speaker name of the member of the cast whose voice speaks; null for the face's own
 * @param form what is wanted of it
 * @param platform what the film must fit
 */
public record FilmRequest(
        TurnId turn,
        String spoken,
        String language,
        String avatar,
        @Nullable String speaker,
        AnswerForm form,
        PlatformCapabilities platform) {

    /** What a turn asks for once its reply is there. */
    static FilmRequest of(Turn turn, Reply reply, PlatformCapabilities platform) {
        return new FilmRequest(
                turn.id(), reply.spoken(), reply.language(), turn.avatar(), turn.speaker(), turn.form(), platform);
    }
}
