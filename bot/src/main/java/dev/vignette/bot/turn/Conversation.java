package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.PlatformName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where turns belong together.
 *
 * @param avatar name of the face and voice that answer here
 * @param language that the person chose, BCP 47; null if none
 */
public record Conversation(
        PlatformName platform,
        ConversationId id,
        String avatar,
        @Nullable String language,
        Instant created) {}
