package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryId;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes down what was delivered, or cannot be, and what goes out next: text, then voice note, then film. */
final class DeliveryJournal {
    private final Entries entries;
    private final EndingJournal endings;
    private final TurnStore turns;
    private final TurnMoves moves;
    private final DeliveryStore deliveries;
    private final Agenda agenda;
    private final TurnMeters meters;

    DeliveryJournal(
            Entries entries,
            EndingJournal endings,
            TurnStore turns,
            TurnMoves moves,
            DeliveryStore deliveries,
            Agenda agenda,
            TurnMeters meters) {
        this.entries = entries;
        this.endings = endings;
        this.turns = turns;
        this.moves = moves;
        this.deliveries = deliveries;
        this.agenda = agenda;
        this.meters = meters;
    }

    Instant now() {
        return entries.now();
    }

    /** The text is out. What has waited for it follows; without anything to say the turn is done. */
    void textSent(Turn turn, DeliveryId delivery, PlatformMessageId message) {
        meters.textDelivered(turn, now());
        entries.write(turn, current -> {
            deliveries.markSent(delivery, message, now());
            moves.textDelivered(turn.id(), now());
            if (deliveries.untried(turn.id(), Delivery.Kind.VOICE)) {
                agenda.schedule(TurnTask.DELIVER_VOICE, turn.id(), now());
            } else if (current.state() == TurnState.RENDERED) {
                agenda.schedule(TurnTask.DELIVER_CLIP, turn.id(), now());
            } else if (current.state() == TurnState.REPLIED && !current.wantsSpeech()) {
                return moves.delivered(turn.id(), current.state(), now()) ? TurnState.DELIVERED : null;
            }
            withdrawLate(current);
            return null;
        });
        posted(turn.id());
        agenda.ring(NodePool.CHAT);
    }

    /** The voice note is out, and the film may follow; where nothing but a voice note was wanted the turn is done. */
    void voiceSent(Turn turn, DeliveryId delivery, PlatformMessageId message) {
        meters.voiceDelivered(turn, now());
        entries.write(turn, current -> {
            deliveries.markSent(delivery, message, now());
            withdrawLate(current);
            return afterVoice(current);
        });
        agenda.ring(NodePool.CHAT);
    }

    /** The voice note has to be tried again; the film does not wait for that. */
    void voiceLater(Turn turn) {
        entries.write(turn, current -> {
            if (current.state() == TurnState.RENDERED && current.film() != null) {
                agenda.schedule(TurnTask.DELIVER_CLIP, turn.id(), now());
            }
            return null;
        });
        agenda.ring(NodePool.CHAT);
    }

    /** The platform will not take the voice note: the film says the same, and only without one is it the end of the turn. */
    void voiceFailed(Turn turn, DeliveryId delivery, String detail) {
        if (!turn.form().film()) {
            unshown(turn, delivery, detail);
            return;
        }
        entries.write(turn, current -> {
            deliveries.markFailed(delivery, detail);
            return afterVoice(current);
        });
        agenda.ring(NodePool.CHAT);
    }

    private @Nullable TurnState afterVoice(Turn current) {
        if (current.state() != TurnState.RENDERED) {
            return null;
        }
        if (current.film() != null) {
            agenda.schedule(TurnTask.DELIVER_CLIP, current.id(), now());
            return null;
        }
        return moves.delivered(current.id(), TurnState.RENDERED, now()) ? TurnState.DELIVERED : null;
    }

    void clipSent(Turn turn, DeliveryId delivery, PlatformMessageId message) {
        meters.clipDelivered(turn, now());
        entries.write(turn, current -> {
            deliveries.markSent(delivery, message, now());
            withdrawLate(current);
            return moves.delivered(turn.id(), TurnState.RENDERED, now()) ? TurnState.DELIVERED : null;
        });
    }

    void noticeSent(Turn turn, DeliveryId delivery, PlatformMessageId message) {
        entries.write(turn, current -> {
            deliveries.markSent(delivery, message, now());
            return null;
        });
        posted(turn.id());
    }

    /** The platform takes no words: the end of the turn, unless it has ended already, of which nobody can be told. */
    void undelivered(Turn turn, DeliveryId delivery, String detail) {
        endings.ended(turn, new Turn.Ending(Reason.DELIVERY_FAILED, detail), delivery);
    }

    /** The film, or the voice note that was all, cannot be delivered: the text stays, and the person is told. */
    void unshown(Turn turn, DeliveryId delivery, String detail) {
        endings.ended(turn, new Turn.Ending(Reason.MEDIA_UNDELIVERED, detail), delivery);
    }

    /** What was on its way when its question was deleted goes as well. */
    private void withdrawLate(Turn turn) {
        if (turn.ending() != null && turn.ending().reason() == Reason.WITHDRAWN) {
            agenda.schedule(TurnTask.WITHDRAW, turn.id(), now());
        }
    }

    /** The state may not have changed, but what a page shows has. */
    private void posted(TurnId id) {
        turns.find(id).ifPresent(turn -> entries.tell(new TurnEvent.Moved(turn.conversation(), id, turn.state())));
    }
}
