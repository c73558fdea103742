package dev.vignette.bot.chat;

import java.util.random.RandomGenerator;

/**
 * Where messages and answers belong together: a channel, a direct chat, a thread, a web page's conversation. Unique per
 * platform. The web page's are {@linkplain #random unguessable}, for knowing one is the right to read it.
 */
public record ConversationId(String value) {
    public ConversationId {
        Identifiers.check("conversation id", value);
    }

    /** 128 bits of {@code random}, which must be cryptographically strong, in 26 characters. */
    public static ConversationId random(RandomGenerator random) {
        return new ConversationId(Identifiers.random(random));
    }

    /** Whether it is {@code whole}, or a part of it, as a thread is of its channel: ids of parts go on behind a slash. */
    public boolean within(ConversationId whole) {
        return equals(whole) || value.startsWith(whole.value + "/");
    }

    @Override
    public String toString() {
        return value;
    }
}
