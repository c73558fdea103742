package dev.vignette.bot.turn;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.chat.TurnId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how an answer comes about, from the message to the film. {@link DeliveryJournal} has what went out, {@link
 * EndingJournal} how turns end early.
 */
final class Journal {
    private final Entries entries;
    private final EndingJournal endings;
    private final TurnStore turns;
    private final TurnMoves moves;
    private final DeliveryStore deliveries;
    private final VoiceNoteStore notes;
    private final Agenda agenda;
    private final TurnMeters meters;

    Journal(
            Entries entries,
            EndingJournal endings,
            TurnStore turns,
            TurnMoves moves,
            DeliveryStore deliveries,
            VoiceNoteStore notes,
            Agenda agenda,
            TurnMeters meters) {
        this.entries = entries;
        this.endings = endings;
        this.turns = turns;
        this.moves = moves;
        this.deliveries = deliveries;
        this.notes = notes;
        this.agenda = agenda;
        this.meters = meters;
    }

    /**
     * @param replaced turns of earlier revisions of the message; they end with this one
     * @param join a turn to end, and the message to store instead if it still can be; null for none
     * @throws org.springframework.dao.DuplicateKeyException if the event is known
     */
    TurnId received(ChatMessage message, String avatar, List<Turn> replaced, @Nullable Join join) {
        TurnId id = entries.newTurn();
        Map<Turn, Reason> ended = new LinkedHashMap<>();
        entries.transactions().executeWithoutResult(status -> {
            ended.clear();
            for (Turn turn : replaced) {
                if (endings.inFavourOf(id, turn, Reason.REPLACED)) {
                    ended.put(turn, Reason.REPLACED);
                }
            }
            ChatMessage kept = message;
            if (join != null && endings.unansweredInFavourOf(id, join.earlier(), Reason.JOINED)) {
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
            endings.dropFilm(turn);
            entries.tell(new TurnEvent.Moved(turn.conversation(), turn.id(), TurnState.CANCELLED));
            meters.ended(TurnState.CANCELLED, reason.code());
        });
        entries.tell(new TurnEvent.Moved(message.conversation(), id, TurnState.RECEIVED));
        agenda.ring(NodePool.CHAT);
        return id;
    }

    /**
     * An unanswered message and one that follows it at once.
     *
     * @param both in one
     */
    record Join(Turn earlier, ChatMessage both) {}

    boolean heard(Turn turn, Heard heard) {
        return entries.write(turn, current -> moves.heard(turn.id(), heard, now()) ? TurnState.HEARD : null);
    }

    /** With the reply: the delivery of its text, and the film or its place in line, if there is anything to say. */
    boolean replied(Turn turn, Reply reply, Optional<Film> ready) {
        boolean written = entries.write(turn, current -> {
            if (!moves.replied(turn.id(), reply, now())) {
                return null;
            }
            due(turn, Delivery.Kind.TEXT);
            if (ready.isPresent() && moves.rendered(turn.id(), ready.get(), now())) {
                due(turn, Delivery.Kind.CLIP);
                voiceDue(current, ready.get().clip());
                return TurnState.RENDERED;
            }
            if (!reply.spoken().isBlank() && current.form().spoken()) {
                Instant place = FairLine.place(now(), turns.inLine(turn.platform(), turn.person()));
                moves.inLine(turn.id(), place);
                agenda.schedule(TurnTask.RENDER_FILM, turn.id(), place);
            }
            return TurnState.REPLIED;
        });
        endings.hurryNext(turn);
        agenda.ring(NodePool.RENDER);
        return written;
    }

    boolean rendered(Turn turn, Film film) {
        boolean written = entries.write(turn, current -> {
            if (!moves.rendered(turn.id(), film, now())) {
                return null;
            }
            due(turn, Delivery.Kind.CLIP);
            if (voiceDue(current, film.clip())) {
                hand(turn, TurnTask.DELIVER_VOICE);
            } else if (!deliveries.untried(turn.id(), Delivery.Kind.VOICE)) {
                // A voice note that is on its way brings the film along.
                hand(turn, TurnTask.DELIVER_CLIP);
            }
            return TurnState.RENDERED;
        });
        agenda.ring(NodePool.CHAT);
        return written;
    }

    /** The voice note of a film that is being made lies ready and goes out before it. */
    void voiced(Turn turn, String clip) {
        entries.write(turn, current -> {
            if (current.state() == TurnState.REPLIED && voiceDue(current, clip)) {
                hand(turn, TurnTask.DELIVER_VOICE);
            }
            return null;
        });
        agenda.ring(NodePool.CHAT);
    }

    /** A voice note is all that was wanted, and lies ready. */
    boolean spoken(Turn turn, Speech speech) {
        boolean written = entries.write(turn, current -> {
            if (!moves.spoken(turn.id(), speech, now())) {
                return null;
            }
            due(turn, Delivery.Kind.VOICE);
            hand(turn, TurnTask.DELIVER_VOICE);
            return TurnState.RENDERED;
        });
        agenda.ring(NodePool.CHAT);
        return written;
    }

    /** The voice note is to be delivered, where one is wanted; false if it is not, or has been due before. */
    private boolean voiceDue(Turn current, String clip) {
        if (!current.form().voice()
                || deliveries.find(current.id(), Delivery.Kind.VOICE).isPresent()) {
            return false;
        }
        moves.voiced(current.id(), clip);
        due(current, Delivery.Kind.VOICE);
        return true;
    }

    private void due(Turn turn, Delivery.Kind kind) {
        deliveries.insert(entries.newDelivery(), turn.id(), kind, now());
    }

    /** Has something delivered, if the text is out; else it follows the text. */
    private void hand(Turn turn, TurnTask task) {
        if (deliveries.sent(turn.id(), Delivery.Kind.TEXT)) {
            agenda.schedule(task, turn.id(), now());
        }
    }

    /** A turn that was answered in writing, or has failed to, takes its place in line; false if there is nothing to show. */
    boolean talks(Turn turn) {
        boolean written = entries.write(turn, current -> {
            Reply reply = current.reply();
            Instant place = FairLine.place(now(), turns.inLine(turn.platform(), turn.person()));
            if (reply == null
                    || reply.spoken().isBlank()
                    || current.film() != null
                    || !moves.talks(turn.id(), current.form().and(AnswerForm.FILM), place)) {
                return null;
            }
            agenda.schedule(TurnTask.RENDER_FILM, turn.id(), place);
            return TurnState.REPLIED;
        });
        agenda.ring(NodePool.RENDER);
        return written;
    }

    /** A recording has come from its platform; from now on it is kept here. */
    void fetched(Turn turn, VoiceNote note) {
        entries.transactions().executeWithoutResult(status -> {
            if (turns.lock(turn.id())
                    .filter(current -> current.note() != null && current.note().reference() != null)
                    .isPresent()) {
                notes.insert(turn.id(), note);
                moves.fetched(turn.id(), note);
            }
        });
    }

    /** A try of the present step has failed. */
    void attempted(Turn turn, int attempts) {
        moves.attempted(turn.id(), attempts);
    }

    /** A try to render has failed; the film is put back in line, at its old place, at {@code at}. */
    void renderPostponed(Turn turn, int attempts, Instant at) {
        entries.write(turn, current -> {
            moves.attempted(turn.id(), attempts);
            moves.renderStopped(turn.id());
            agenda.schedule(TurnTask.QUEUE_FILM, turn.id(), at);
            return null;
        });
    }

    void renderStarted(Turn turn) {
        moves.renderStarted(turn.id(), now());
    }

    /** Puts the film back in line at its old place. */
    void queued(Turn turn) {
        entries.write(turn, current -> {
            Instant place = current.lineAt();
            if (current.state() == TurnState.REPLIED && place != null) {
                agenda.schedule(TurnTask.RENDER_FILM, turn.id(), place);
            }
            return null;
        });
        agenda.ring(NodePool.RENDER);
    }

    Instant now() {
        return entries.now();
    }
}
