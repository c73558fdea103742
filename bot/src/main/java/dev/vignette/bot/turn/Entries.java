package dev.vignette.bot.turn;

import dev.vignette.bot.chat.DeliveryId;
import dev.vignette.bot.chat.TurnId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What all entries in the journals have in common: one transaction over the turn, its deliveries and the task that comes next,
 * under a lock on the turn. After a crash either all of it is there or none, and the task that was running is run again.
 * Listeners hear and schedulers wake after the commit. An entry about a turn that has moved on (cancelled, forgotten, done
 * by another node) changes nothing and says so.
 */
final class Entries {
    private final TransactionOperations transactions;
    private final TurnStore turns;
    private final TurnListener listener;
    private final TurnMeters meters;
    private final InstantSource clock;
    private final RandomGenerator random;

    Entries(
            TransactionOperations transactions,
            TurnStore turns,
            TurnListener listener,
            TurnMeters meters,
            InstantSource clock,
            RandomGenerator random) {
        this.transactions = transactions;
        this.turns = turns;
        this.listener = listener;
        this.meters = meters;
        this.clock = clock;
        this.random = random;
    }

    Instant now() {
        return clock.instant();
    }

    TurnId newTurn() {
        return TurnId.random(random);
    }

    DeliveryId newDelivery() {
        return DeliveryId.random(random);
    }

    void tell(TurnEvent event) {
        listener.on(event);
    }

    TransactionOperations transactions() {
        return transactions;
    }

    /** @param entry yields the new state if it has changed; is not asked about turns that are gone */
    boolean write(Turn turn, Function<Turn, @Nullable TurnState> entry) {
        return write(turn, "none", entry);
    }

    /** @param reason for the meters, if the entry ends the turn */
    boolean write(Turn turn, String reason, Function<Turn, @Nullable TurnState> entry) {
        TurnState moved =
                transactions.execute(status -> turns.lock(turn.id()).map(entry).orElse(null));
        if (moved == null) {
            return false;
        }
        if (moved.ended()) {
            meters.ended(moved, reason);
        }
        listener.on(new TurnEvent.Moved(turn.conversation(), turn.id(), moved));
        return true;
    }
}
