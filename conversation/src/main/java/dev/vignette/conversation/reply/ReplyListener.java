package dev.vignette.conversation.reply;

/** Is told of an answer while it is written. Called by one thread at a time, not always the same one. */
public interface ReplyListener {
    ReplyListener NONE = new ReplyListener() {
        @Override
        public void text(String delta) {}

        @Override
        public void restarted() {}
    };

    /** The next piece of the text as it is posted, without reasoning and control tokens. */
    void text(String delta);

    /** All the text so far is void; the answer begins anew. */
    void restarted();
}
