package dev.vignette.bot.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as a platform received it, after the platform's own checks.
 *
 * @param platform where it came from
 * @param conversation where the answer belongs
 * @param author whose share of the renderer the answer uses
 * @param event the platform's id of the message; a second message with it is the same one
 * @param content words or a recording
 * @param language a hint in BCP 47, such as {@code es} or {@code zh-Hans}, from the app or account; null if unknown
 * @param at when the platform says it was sent
 */
public record ChatMessage(
        PlatformName platform,
        ConversationId conversation,
        PersonId author,
        EventId event,
        MessageContent content,
        @Nullable String language,
        Instant at) {}
