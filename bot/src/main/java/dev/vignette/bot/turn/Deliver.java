package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.DeliveryId;
import dev.vignette.bot.chat.PlatformMessageId;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all deliveries have in common: a row that says what is still to be sent, tries with pauses, an end to them. */
final class Deliver {
    private static final Logger LOG = LoggerFactory.getLogger(Deliver.class);

    private final DeliveryStore deliveries;
    private final DeliveryJournal journal;
    private final TurnMeters meters;

    Deliver(DeliveryStore deliveries, DeliveryJournal journal, TurnMeters meters) {
        this.deliveries = deliveries;
        this.journal = journal;
        this.meters = meters;
    }

    /** The delivery if it is still to be made. */
    Optional<DeliveryStore.Row> pending(Turn turn, Delivery.Kind kind) {
        return deliveries.find(turn.id(), kind).filter(row -> row.status() == DeliveryStore.Status.PENDING);
    }

    /**
     * Tries once.
     *
     * @param post does it
     * @param sent writes down that it is done
     */
    Next attempt(
            Turn turn,
            Delivery.Kind kind,
            DeliveryStore.Row row,
            Function<DeliveryStore.Row, PlatformMessageId> post,
            Sent sent) {
        PlatformMessageId message;
        try {
            message = post.apply(row);
        } catch (DeliveryException e) {
            return failed(turn, kind, row, e);
        }
        sent.write(turn, row.id(), message);
        return Next.DONE;
    }

    private Next failed(Turn turn, Delivery.Kind kind, DeliveryStore.Row row, DeliveryException e) {
        int failures = row.attempts() + 1;
        meters.deliveryFailed(turn.platform(), kind);
        if (e.retryable() && !Backoff.DELIVERY.exhausted(failures)) {
            deliveries.attempted(row.id(), failures);
            var pause = Backoff.DELIVERY.pause(failures, e.retryAfter());
            LOG.warn(
                    "{} of turn {} was not posted ({}); try {} follows in {}.",
                    kind,
                    turn.id(),
                    e.getMessage(),
                    failures + 1,
                    pause);
            if (kind == Delivery.Kind.VOICE) {
                journal.voiceLater(turn);
            }
            return new Next.Again(journal.now().plus(pause));
        }
        LOG.warn("{} of turn {} cannot be posted: {}", kind, turn.id(), e.getMessage());
        String detail = String.valueOf(e.getMessage());
        switch (kind) {
            case VOICE -> journal.voiceFailed(turn, row.id(), detail);
            case CLIP -> journal.unshown(turn, row.id(), detail);
            case TEXT, NOTICE -> journal.undelivered(turn, row.id(), detail);
        }
        return Next.DONE;
    }

    /** Writes down that a delivery is done. */
    @FunctionalInterface
    interface Sent {
        void write(Turn turn, DeliveryId delivery, PlatformMessageId message);
    }
}
