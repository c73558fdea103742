package dev.vignette.bot.manners;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import org.jspecify.annotations.Nullable;

/**
 * Who wants something, and where.
 *
 * @param server null in a direct chat
 * @param admin whether the platform lets this person run the chat; asked of the platform for commands, may be false for
 *     messages
 * @param language of the person's app, BCP 47; null if unknown
 * @param chat whose choices hold here and which commands are about: the conversation itself, or what it is a part of, as
 *     a thread is of a channel
 */
public record Caller(
        PlatformName platform,
        ConversationId conversation,
        @Nullable ServerId server,
        PersonId person,
        boolean admin,
        @Nullable String language,
        ConversationId chat) {
    /** In a conversation that is no part of another. */
    public Caller(
            PlatformName platform,
            ConversationId conversation,
            @Nullable ServerId server,
            PersonId person,
            boolean admin,
            @Nullable String language) {
        this(platform, conversation, server, person, admin, language, conversation);
    }

    /** Whether nobody else reads along. */
    public boolean direct() {
        return server == null;
    }
}
