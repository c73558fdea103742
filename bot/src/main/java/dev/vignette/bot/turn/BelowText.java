package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnAction;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What goes out after the text, below it or into it, labelled as made by AI: voice notes and films. */
final class BelowText {
    private final Deliver deliver;
    private final DeliveryStore deliveries;
    private final Platforms platforms;
    private final Sentences sentences;

    BelowText(Deliver deliver, DeliveryStore deliveries, Platforms platforms, Sentences sentences) {
        this.deliver = deliver;
        this.deliveries = deliveries;
        this.platforms = platforms;
        this.sentences = sentences;
    }

    /**
     * Tries once, if it is still to be delivered.
     *
     * @param clip what to show; null for a voice note
     * @param actions to offer with it
     */
    Next attempt(
            Turn turn,
            Delivery.Kind kind,
            Delivery.@Nullable Clip clip,
            List<TurnAction> actions,
            BiFunction<ChatPlatform, Delivery, PlatformMessageId> post,
            Deliver.Sent sent) {
        return deliver.pending(turn, kind)
                .map(row -> deliver.attempt(
                        turn,
                        kind,
                        row,
                        pending -> {
                            ChatPlatform platform = platforms.named(turn.platform());
                            return post.apply(platform, delivery(platform, turn, pending, kind, clip, actions));
                        },
                        sent))
                .orElse(Next.DONE);
    }

    private Delivery delivery(
            ChatPlatform platform,
            Turn turn,
            DeliveryStore.Row pending,
            Delivery.Kind kind,
            Delivery.@Nullable Clip clip,
            List<TurnAction> actions) {
        // The text it belongs to, for platforms that edit that to carry a file; elsewhere it is left alone.
        PlatformMessageId text = platform.capabilities().editWithFile()
                ? deliveries.text(turn.id()).orElse(null)
                : null;
        return new Delivery(
                pending.id(),
                turn.id(),
                kind,
                turn.conversation(),
                turn.event(),
                turn.language(),
                sentences.madeByAi(turn.language()),
                clip,
                actions,
                text);
    }
}
