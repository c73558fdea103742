package dev.vignette.bot.turn;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryId;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes down what happened to turns. Each entry is one transaction over the turn, its deliveries and the task that comes
 * next, under a lock on the turn: after a crash either all of it is there or none, and the task that was running is run
 * again. Listeners hear and schedulers wake after the commit. An entry about a turn that has moved on (cancelled, forgotten,
 * done by another node) changes nothing and says so.
 */
final class Journal {
    private final TransactionOperations transactions;
    private final TurnStore turns;
    private final DeliveryStore deliveries;
    private final VoiceNoteStore notes;
    private final Agenda agenda;
    private final TurnListener listener;
    private final TurnMeters meters;
    private final InstantSource clock;
    private final RandomGenerator random;

    Journal(
            TransactionOperations transactions,
            TurnStore turns,
            DeliveryStore deliveries,
            VoiceNoteStore notes,
            Agenda agenda,
            TurnListener listener,
            TurnMeters meters,
            InstantSource clock,
            RandomGenerator random) {
        this.transactions = transactions;
        this.turns = turns;
        this.deliveries = deliveries;
        this.notes = notes;
        this.agenda = agenda;
        this.listener = listener;
        this.meters = meters;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param replaced turns of earlier revisions of the message; they end with this one
     * @param join a turn to end, and the message to store instead if it still can be; null for none
     * @throws org.springframework.dao.DuplicateKeyException if the event is known
     */
    TurnId received(ChatMessage message, String avatar, List<Turn> replaced, @Nullable Join join) {
        TurnId id = TurnId.random(random);
        Map<Turn, Reason> ended = new LinkedHashMap<>();
        transactions.executeWithoutResult(status -> {
            ended.clear();
            for (Turn turn : replaced) {
                if (endsFor(id, turn, Reason.REPLACED, false)) {
                    ended.put(turn, Reason.REPLACED);
                }
            }
            ChatMessage kept = message;
            if (join != null && endsFor(id, join.earlier(), Reason.JOINED, true)) {
                kept = join.both();
                ended.put(join.earlier(), Reason.JOINED);
            }
            turns.insert(id, kept, avatar, now());
            if (kept.content() instanceof VoiceNote note) {
                notes.insert(id, note);
            }
            agenda.schedule(TurnTask.ANSWER, id, now());
        });
        ended.forEach((turn, reason) -> {
            agenda.drop(TurnTask.RENDER_FILM, turn.id());
            agenda.drop(TurnTask.QUEUE_FILM, turn.id());
            listener.on(new TurnEvent.Moved(turn.conversation(), turn.id(), TurnState.CANCELLED));
            meters.ended(TurnState.CANCELLED, reason.code());
        });
        listener.on(new TurnEvent.Moved(message.conversation(), id, TurnState.RECEIVED));
        agenda.ring(NodePool.CHAT);
        return id;
    }

    /**
     * An unanswered message and one that follows it at once.
     *
     * @param both in one
     */
    record Join(Turn earlier, ChatMessage both) {}

    /** Ends a turn in favour of the turn {@code by}; false if it is over, or answered where it must not be. */
    private boolean endsFor(TurnId by, Turn turn, Reason reason, boolean unanswered) {
        Turn current = turns.lock(turn.id()).orElse(null);
        if (current == null || current.state().ended() || (unanswered && current.reply() != null)) {
            return false;
        }
        return turns.ended(turn.id(), current.state(), new Turn.Ending(reason, "By turn " + by + "."), now());
    }

    boolean heard(Turn turn, Heard heard) {
        return write(turn, current -> turns.heard(turn.id(), heard, now()) ? TurnState.HEARD : null);
    }

    /** With the reply: the delivery of its text, and the film or its place in line, if there is anything to say. */
    boolean replied(Turn turn, Reply reply, Optional<Film> ready) {
        boolean written = write(turn, current -> {
            if (!turns.replied(turn.id(), reply, now())) {
                return null;
            }
            deliveries.insert(DeliveryId.random(random), turn.id(), Delivery.Kind.TEXT, now());
            if (ready.isPresent() && turns.rendered(turn.id(), ready.get(), now())) {
                deliveries.insert(DeliveryId.random(random), turn.id(), Delivery.Kind.CLIP, now());
                return TurnState.RENDERED;
            }
            if (!reply.spoken().isBlank() && current.form() == AnswerForm.FILM) {
                Instant place = FairLine.place(now(), turns.inLine(turn.platform(), turn.person()));
                turns.inLine(turn.id(), place);
                agenda.schedule(TurnTask.RENDER_FILM, turn.id(), place);
            }
            return TurnState.REPLIED;
        });
        hurryNext(turn);
        agenda.ring(NodePool.RENDER);
        return written;
    }

    boolean rendered(Turn turn, Film film) {
        boolean written = write(turn, current -> {
            if (!turns.rendered(turn.id(), film, now())) {
                return null;
            }
            deliveries.insert(DeliveryId.random(random), turn.id(), Delivery.Kind.CLIP, now());
            if (deliveries.sent(turn.id(), Delivery.Kind.TEXT)) {
                agenda.schedule(TurnTask.DELIVER_CLIP, turn.id(), now());
            }
            return TurnState.RENDERED;
        });
        agenda.ring(NodePool.CHAT);
        return written;
    }

    /** The text is out. A clip that has waited for it follows; without anything to say the turn is done. */
    void textSent(Turn turn, DeliveryId delivery, PlatformMessageId message) {
        meters.textDelivered(turn, now());
        write(turn, current -> {
            deliveries.markSent(delivery, message, now());
            turns.textDelivered(turn.id(), now());
            if (current.state() == TurnState.RENDERED) {
                agenda.schedule(TurnTask.DELIVER_CLIP, turn.id(), now());
            } else if (current.state() == TurnState.REPLIED && !current.wantsFilm()) {
                return turns.delivered(turn.id(), current.state(), now()) ? TurnState.DELIVERED : null;
            }
            withdrawLate(current);
            return null;
        });
        posted(turn.id());
        agenda.ring(NodePool.CHAT);
    }

    /** What was on its way when its question was deleted goes as well. */
    private void withdrawLate(Turn turn) {
        if (turn.ending() != null && turn.ending().reason() == Reason.WITHDRAWN) {
            agenda.schedule(TurnTask.WITHDRAW, turn.id(), now());
        }
    }

    void clipSent(Turn turn, DeliveryId delivery, PlatformMessageId message) {
        meters.clipDelivered(turn, now());
        write(turn, current -> {
            deliveries.markSent(delivery, message, now());
            withdrawLate(current);
            return turns.delivered(turn.id(), TurnState.RENDERED, now()) ? TurnState.DELIVERED : null;
        });
    }

    void noticeSent(Turn turn, DeliveryId delivery, PlatformMessageId message) {
        write(turn, current -> {
            deliveries.markSent(delivery, message, now());
            return null;
        });
        posted(turn.id());
    }

    /** The state may not have changed, but what a page shows has. */
    private void posted(TurnId id) {
        turns.find(id).ifPresent(turn -> listener.on(new TurnEvent.Moved(turn.conversation(), id, turn.state())));
    }

    /** The platform will not take it: the end of the turn, unless it has ended already. */
    void deliveryFailed(Turn turn, DeliveryId delivery, String detail) {
        ended(turn, new Turn.Ending(Reason.DELIVERY_FAILED, detail), delivery);
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

    private boolean ended(Turn turn, Turn.Ending ending, @Nullable DeliveryId failed) {
        boolean written = write(turn, ending.reason().code(), current -> {
            if (failed != null) {
                deliveries.markFailed(failed, ending.detail());
            }
            if (current.state().ended() || !turns.ended(turn.id(), current.state(), ending, now())) {
                return null;
            }
            if (ending.reason().ending() != TurnState.CANCELLED && ending.reason() != Reason.DELIVERY_FAILED) {
                deliveries.insert(DeliveryId.random(random), turn.id(), Delivery.Kind.NOTICE, now());
                agenda.schedule(TurnTask.DELIVER_NOTICE, turn.id(), now());
            }
            return ending.reason().ending();
        });
        agenda.drop(TurnTask.RENDER_FILM, turn.id());
        agenda.drop(TurnTask.QUEUE_FILM, turn.id());
        hurryNext(turn);
        agenda.ring(NodePool.CHAT);
        return written;
    }

    /** A turn that was answered in writing, or has failed to, takes its place in line; false if there is nothing to show. */
    boolean talks(Turn turn) {
        boolean written = write(turn, current -> {
            Reply reply = current.reply();
            Instant place = FairLine.place(now(), turns.inLine(turn.platform(), turn.person()));
            if (reply == null || reply.spoken().isBlank() || current.film() != null || !turns.talks(turn.id(), place)) {
                return null;
            }
            agenda.schedule(TurnTask.RENDER_FILM, turn.id(), place);
            return TurnState.REPLIED;
        });
        agenda.ring(NodePool.RENDER);
        return written;
    }

    /** The question was deleted: what runs is stopped, what was said is not kept, what was posted is taken back. */
    void withdrawn(Turn turn) {
        ended(turn, new Turn.Ending(Reason.WITHDRAWN, "The message was deleted."));
        transactions.executeWithoutResult(status -> turns.lock(turn.id()).ifPresent(current -> {
            turns.scrub(turn.id());
            agenda.schedule(TurnTask.WITHDRAW, turn.id(), now());
        }));
        agenda.ring(NodePool.CHAT);
    }

    /** A recording has come from its platform; from now on it is kept here. */
    void fetched(Turn turn, VoiceNote note) {
        transactions.executeWithoutResult(status -> {
            if (turns.lock(turn.id())
                    .filter(current -> current.note() != null && current.note().reference() != null)
                    .isPresent()) {
                notes.insert(turn.id(), note);
                turns.fetched(turn.id(), note);
            }
        });
    }

    /** A try of the present step has failed. */
    void attempted(Turn turn, int attempts) {
        turns.attempted(turn.id(), attempts);
    }

    /** A try to render has failed; the film is put back in line, at its old place, at {@code at}. */
    void renderPostponed(Turn turn, int attempts, Instant at) {
        write(turn, current -> {
            turns.attempted(turn.id(), attempts);
            turns.renderStopped(turn.id());
            agenda.schedule(TurnTask.QUEUE_FILM, turn.id(), at);
            return null;
        });
    }

    void renderStarted(Turn turn) {
        turns.renderStarted(turn.id(), now());
    }

    /** Puts the film back in line at its old place. */
    void queued(Turn turn) {
        write(turn, current -> {
            Instant place = current.lineAt();
            if (current.state() == TurnState.REPLIED && place != null) {
                agenda.schedule(TurnTask.RENDER_FILM, turn.id(), place);
            }
            return null;
        });
        agenda.ring(NodePool.RENDER);
    }

    /** The conversation's next message has waited for this one to be answered; it would also look by itself, but later. */
    private void hurryNext(Turn turn) {
        turns.unanswered(turn, false).stream()
                .findFirst()
                .ifPresent(next -> agenda.hurry(TurnTask.ANSWER, next, now()));
    }

    Instant now() {
        return clock.instant();
    }

    /** @param entry yields the new state if it has changed; is not asked about turns that are gone */
    private boolean write(Turn turn, Function<Turn, @Nullable TurnState> entry) {
        return write(turn, "none", entry);
    }

    private boolean write(Turn turn, String reason, Function<Turn, @Nullable TurnState> entry) {
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
