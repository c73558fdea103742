package dev.vignette.bot.turn;

/** Hears a reply while it is written. Called by one thread at a time, not always the same one; must be quick. */
public interface ReplyDraft {
    /** The next piece of the full text. */
    void grows(String text);

    /** All the text so far is void; the reply begins anew. */
    void restarts();
}
