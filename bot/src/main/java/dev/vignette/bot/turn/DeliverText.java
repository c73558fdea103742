package dev.vignette.bot.turn;

import static java.util.Objects.requireNonNull;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnAction;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reply goes out, before there is a film and whatever becomes of it. Where the message was edited, or asked again, it
 * takes the place of the earlier reply.
 */
final class DeliverText {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverText.class);

    /** In characters: enough to see whether it was heard rightly. */
    private static final int LONGEST_QUOTATION = 300;

    private final Deliver deliver;
    private final DeliveryStore deliveries;
    private final Platforms platforms;
    private final DeliveryJournal journal;

    DeliverText(Deliver deliver, DeliveryStore deliveries, Platforms platforms, DeliveryJournal journal) {
        this.deliver = deliver;
        this.deliveries = deliveries;
        this.platforms = platforms;
        this.journal = journal;
    }

    Next apply(Turn turn) {
        return deliver.pending(turn, Delivery.Kind.TEXT)
                .map(row -> deliver.attempt(
                        turn, Delivery.Kind.TEXT, row, pending -> post(turn, pending), journal::textSent))
                .orElse(Next.DONE);
    }

    private PlatformMessageId post(Turn turn, DeliveryStore.Row pending) {
        ChatPlatform platform = platforms.named(turn.platform());
        List<DeliveryStore.Posted> earlier = turn.revision() == 0 ? List.of() : deliveries.postedBefore(turn);
        Optional<DeliveryStore.Posted> replaces = earlier.stream()
                .filter(post -> post.kind() == Delivery.Kind.TEXT || post.kind() == Delivery.Kind.NOTICE)
                .findFirst();
        PlatformMessageId message = platform.deliverText(new Delivery(
                pending.id(),
                turn.id(),
                Delivery.Kind.TEXT,
                turn.conversation(),
                turn.event(),
                turn.language(),
                text(platform, turn),
                actions(turn),
                replaces.map(DeliveryStore.Posted::message).orElse(null)));
        for (DeliveryStore.Posted post : earlier) {
            retire(platform, turn, post, message);
        }
        return message;
    }

    private static String text(ChatPlatform platform, Turn turn) {
        String reply = requireNonNull(turn.reply()).full();
        Heard heard = turn.heard();
        return turn.note() == null || heard == null || platform.showsTranscripts()
                ? reply
                : "> " + shortened(heard.text().strip().replaceAll("\\s+", " ")) + "\n\n" + reply;
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_QUOTATION
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTATION - 1)) + "…";
    }

    /** What an earlier revision has posted goes, unless it has become this one. What the platform keeps, stays. */
    private void retire(ChatPlatform platform, Turn turn, DeliveryStore.Posted post, PlatformMessageId now) {
        try {
            // Where text and film share a message, both have become the new one. A platform that could not edit has
            // posted anew, and the old message is in the way.
            if (!post.message().equals(now)) {
                platform.retract(turn.conversation(), post.message());
            }
        } catch (DeliveryException e) {
            LOG.warn("An answer that turn {} replaces could not be taken back: {}", turn.id(), e.getMessage());
        }
        deliveries.retracted(post.id());
    }

    static List<TurnAction> actions(Turn turn) {
        boolean talks =
                !turn.form().film() && !requireNonNull(turn.reply()).spoken().isBlank();
        return talks
                ? List.of(TurnAction.TALK, TurnAction.AGAIN, TurnAction.DELETE)
                : List.of(TurnAction.AGAIN, TurnAction.DELETE);
    }
}
