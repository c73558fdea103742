package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ConversationId;

/** Port: what answers. Called from several threads, for one conversation one call at a time. */
public interface Replies {
    /**
     * Answers, blocking until the reply is complete; keeps its own deadline and its own memory of the conversation. An
     * interrupt cancels.
     *
     * @param draft hears pieces of the full text as they come; need not be called
     * @throws TurnException with {@link Reason#REPLY_FAILED} if there is no reply
     */
    Reply reply(ReplyRequest request, ReplyDraft draft);

    /** What was heard as its own reply, made fit for a voice: nothing is answered, the text itself is said. */
    default Reply verbatim(Heard heard) {
        return new Reply(heard.text(), heard.text(), heard.language() == null ? "en" : heard.language(), "verbatim");
    }

    /** Forgets all that was said in the conversation. Unknown ones are fine. */
    void forget(ConversationId conversation);
}
