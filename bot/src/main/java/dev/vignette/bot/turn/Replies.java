package dev.vignette.bot.turn;

/** Port: what answers. Called from several threads, for one conversation one call at a time. */
public interface Replies {
    /**
     * Answers, blocking until the reply is complete; keeps its own deadline. What was said before is read from the turns
     * ({@link Exchanges}) and kept nowhere else, so that what is forgotten there is forgotten here. An
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
}
