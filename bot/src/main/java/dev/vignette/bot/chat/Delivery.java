package dev.vignette.bot.chat;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be posted once.
 *
 * @param id the same over all tries
 * @param turn it answers
 * @param conversation to post it in
 * @param replyTo the message it answers
 * @param language BCP 47 of {@code text}
 * @param text the reply, the reason why there is none, or the caption of the clip
 * @param clip what to show; null for text
 */
public record Delivery(
        DeliveryId id,
        TurnId turn,
        Kind kind,
        ConversationId conversation,
        EventId replyTo,
        String language,
        String text,
        @Nullable Clip clip) {
    /** A turn posts each kind at most once. */
    public enum Kind {
        /** The reply in full. */
        TEXT,
        /** The film of the reply. */
        CLIP,
        /** Why there is no reply, or no film of it. */
        NOTICE
    }

    /**
     * A film, wherever it lies.
     *
     * @param id of the clip in the library
     * @param location where the node can read it and the page can play it
     */
    public record Clip(String id, URI location, Duration duration) {}
}
