package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryId;
import dev.vignette.bot.chat.TurnId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down how turns end early: failed, cancelled, in favour of another; and, whenever it was, that a question was deleted. */
final class EndingJournal {
    private final Entries entries;
    private final TurnStore turns;
    private final TurnMoves moves;
    private final DeliveryStore deliveries;
    private final Agenda agenda;

    EndingJournal(Entries entries, TurnStore turns, TurnMoves moves, DeliveryStore deliveries, Agenda agenda) {
        this.entries = entries;
        this.turns = turns;
        this.moves = moves;
        this.deliveries = deliveries;
        this.agenda = agenda;
    }

    /**
     * Ends the turn early wherever it is. The person is told by a delivery of its own, unless they did it themselves or
     * cannot be reached.
     *
     * @return false if it had ended before
     */
    boolean ended(Turn turn, Turn.Ending ending) {
        return ended(turn, ending, null);
    }

    /** @param failed the delivery that is the reason; null if none is */
    boolean ended(Turn turn, Turn.Ending ending, @Nullable DeliveryId failed) {
        boolean written = entries.write(turn, ending.reason().code(), current -> {
            if (failed != null) {
                deliveries.markFailed(failed, ending.detail());
            }
            if (current.state().ended() || !moves.ended(turn.id(), current.state(), ending, entries.now())) {
                return null;
            }
            if (ending.reason().ending() != TurnState.CANCELLED && ending.reason() != Reason.DELIVERY_FAILED) {
                deliveries.insert(entries.newDelivery(), turn.id(), Delivery.Kind.NOTICE, entries.now());
                agenda.schedule(TurnTask.DELIVER_NOTICE, turn.id(), entries.now());
            }
            return ending.reason().ending();
        });
        dropFilm(turn);
        hurryNext(turn);
        agenda.ring(NodePool.CHAT);
        return written;
    }

    /** Ends a turn in favour of the turn {@code by}, within the caller's transaction; false if it is over already. */
    boolean inFavourOf(TurnId by, Turn turn, Reason reason) {
        return ends(by, turns.lock(turn.id()), reason);
    }

    /** Likewise, but false as well if it has been answered. */
    boolean unansweredInFavourOf(TurnId by, Turn turn, Reason reason) {
        return ends(by, turns.lock(turn.id()).filter(current -> current.reply() == null), reason);
    }

    private boolean ends(TurnId by, Optional<Turn> locked, Reason reason) {
        return locked.filter(current -> !current.state().ended())
                .filter(current -> moves.ended(
                        current.id(), current.state(), new Turn.Ending(reason, "By turn " + by + "."), entries.now()))
                .isPresent();
    }

    /** The question was deleted: what runs is stopped, what was said is not kept, what was posted is taken back. */
    void withdrawn(Turn turn) {
        ended(turn, new Turn.Ending(Reason.WITHDRAWN, "The message was deleted."));
        entries.transactions()
                .executeWithoutResult(status -> turns.lock(turn.id()).ifPresent(current -> {
                    moves.scrub(turn.id());
                    agenda.schedule(TurnTask.WITHDRAW, turn.id(), entries.now());
                }));
        agenda.ring(NodePool.CHAT);
    }

    /** Its film is not to be made any more. */
    void dropFilm(Turn turn) {
        agenda.drop(TurnTask.RENDER_FILM, turn.id());
        agenda.drop(TurnTask.QUEUE_FILM, turn.id());
    }

    /** The conversation's next message has waited for this one to be answered; it would also look by itself, but later. */
    void hurryNext(Turn turn) {
        turns.unanswered(turn, false).stream()
                .findFirst()
                .ifPresent(next -> agenda.hurry(TurnTask.ANSWER, next, entries.now()));
    }
}
