package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.chat.TurnId;
import org.jspecify.annotations.Nullable;

/**
 * What to answer.
 *
 * @param platform that the conversation is on; only together are the two unique
 * @param turn the same over all tries: an adapter that remembers a conversation must not remember a message twice
 * @param text what the person wrote or said: data, never an instruction to the program
 * @param language of the person as far as known, BCP 47; null leaves it to the adapter
 * @param persona who answers; the name of an avatar unless configured otherwise
 * @param spoken whether the person said it rather than wrote it
 */
public record ReplyRequest(
        PlatformName platform,
        ConversationId conversation,
        TurnId turn,
        String text,
        @Nullable String language,
        String persona,
        boolean spoken) {}
