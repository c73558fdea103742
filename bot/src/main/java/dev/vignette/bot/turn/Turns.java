package dev.vignette.bot.turn;

import static java.util.Objects.requireNonNull;

import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Conversations and turns as pages and platforms see them. Safe to use from any thread. */
public final class Turns {
    /**
     * Where a film stands in line.
     *
     * @param position 1 is next; 0 is being rendered
     * @param expected until the film is ready; null as long as nothing has been measured
     */
    public record Wait(int position, @Nullable Duration expected) {}

    private final TransactionOperations transactions;
    private final TurnStore turns;
    private final ConversationStore conversations;
    private final VoiceNoteStore notes;
    private final Inbox inbox;
    private final Journal journal;
    private final EndingJournal endings;
    private final Line line;
    private final Announcer announcer;
    private final String avatar;

    Turns(
            TransactionOperations transactions,
            TurnStore turns,
            ConversationStore conversations,
            VoiceNoteStore notes,
            Inbox inbox,
            Journal journal,
            EndingJournal endings,
            Line line,
            Announcer announcer,
            String avatar) {
        this.transactions = transactions;
        this.turns = turns;
        this.conversations = conversations;
        this.notes = notes;
        this.inbox = inbox;
        this.journal = journal;
        this.endings = endings;
        this.line = line;
        this.announcer = announcer;
        this.avatar = avatar;
    }

    /**
     * Begins a conversation, or finds it if it has begun.
     *
     * @param avatar who is to answer; null for the usual one
     * @param language of the person, BCP 47; null if not known
     */
    public Conversation begin(
            PlatformName platform, ConversationId id, @Nullable String avatar, @Nullable String language) {
        conversations.insertIfNew(platform, id, avatar == null ? this.avatar : avatar, language, journal.now());
        return conversations.find(platform, id).orElseThrow();
    }

    public Optional<Conversation> conversation(PlatformName platform, ConversationId id) {
        return conversations.find(platform, id);
    }

    /** Has {@code avatar} answer from the next message on; false if there is no such conversation. */
    public boolean chooseAvatar(PlatformName platform, ConversationId id, String avatar) {
        return conversations.setAvatar(platform, id, avatar);
    }

    /** All turns of the conversation, oldest first. */
    public List<Turn> history(PlatformName platform, ConversationId id) {
        return turns.of(platform, id);
    }

    /** What is still being answered of the person's in a conversation and what is part of it. */
    public List<Turn> running(PlatformName platform, ConversationId whole, PersonId person) {
        return turns.of(platform, person).stream()
                .filter(turn -> !turn.state().ended() && turn.conversation().within(whole))
                .toList();
    }

    /** How many messages of the person are still being answered; what a platform limits before it accepts more. */
    public int open(PlatformName platform, PersonId person) {
        return turns.open(platform, person);
    }

    public Optional<Turn> turn(TurnId id) {
        return turns.find(id);
    }

    /** Where the turn's film stands in line; empty if it does not, or if more than two hundred are before it. */
    public Optional<Wait> waiting(TurnId id) {
        return line.place(id).map(place -> new Wait(place.position(), place.expected()));
    }

    /** The recording of a turn that has one, as it was sent. */
    public Optional<VoiceNote> voiceNote(Turn turn) {
        return Optional.ofNullable(turn.note()).map(note -> notes.find(turn.id(), note));
    }

    /**
     * Stops the turn wherever it is; what was delivered stays. Work that runs is interrupted, on whichever node.
     *
     * @return false if the turn had ended, or is unknown
     */
    public boolean cancel(TurnId id) {
        return turns.find(id).map(this::cancel).orElse(false);
    }

    private boolean cancel(Turn turn) {
        boolean cancelled = endings.ended(turn, new Turn.Ending(Reason.CANCELLED, "Cancelled by the person."));
        if (cancelled) {
            line.announce();
        }
        return cancelled;
    }

    /**
     * The turn of a message, of its latest revision; empty if the message is not known.
     *
     * @param event the platform's id of the message
     */
    public Optional<Turn> latest(PlatformName platform, EventId event) {
        return turns.find(platform, event).stream().findFirst();
    }

    /** Has a film made of an answer that came as text alone; false if there is none to make, or it is made already. */
    public boolean talk(TurnId id) {
        boolean talks = turns.find(id).map(journal::talks).orElse(false);
        if (talks) {
            line.announce();
        }
        return talks;
    }

    /** Answers the turn's message once more; the new answer takes the old one's place. Empty if it was not answered yet. */
    public Optional<TurnId> again(TurnId id) {
        return turns.find(id)
                .filter(turn -> turn.state().ended() && turn.heard() != null)
                .flatMap(turn -> latest(turn.platform(), turn.event()))
                .filter(turn -> turn.state().ended() && turn.heard() != null)
                .map(turn -> inbox.accept(new ChatMessage(
                                turn.platform(),
                                turn.conversation(),
                                turn.person(),
                                turn.event(),
                                new MessageContent.Text(
                                        requireNonNull(turn.heard()).text()),
                                requireNonNull(turn.heard()).language(),
                                journal.now(),
                                new ChatMessage.Handling(
                                        turn.form(),
                                        turn.revision() + 1,
                                        Duration.ZERO,
                                        turn.verbatim(),
                                        turn.speaker())))
                        .turn());
    }

    /**
     * Takes a message's answers back, of all its revisions: what runs is stopped, what was posted is retracted, what was said
     * is not kept, and a clip that no other answer shows leaves the library. The retracting comes a moment later, and after a
     * crash.
     *
     * @return false if the message is not known
     */
    public boolean withdraw(PlatformName platform, EventId event) {
        List<Turn> revisions = turns.find(platform, event);
        revisions.forEach(endings::withdrawn);
        line.announce();
        return !revisions.isEmpty();
    }

    /**
     * Takes back all answers to the person in a conversation and what is part of it, as {@link #withdraw} does. What was said
     * is not kept, and nothing that is said later is answered with it in mind.
     */
    public void withdrawAll(PlatformName platform, ConversationId whole, PersonId person) {
        turns.of(platform, person).stream()
                .filter(turn -> turn.conversation().within(whole))
                .forEach(endings::withdrawn);
        line.announce();
    }

    /**
     * Cancels what runs and removes the conversation with all its messages, recordings, replies and what was posted on the
     * page. Clips stay in the library, where nothing tells who asked for them.
     *
     * @return false if there is no such conversation
     */
    public boolean forget(PlatformName platform, ConversationId id) {
        turns.of(platform, id).stream().filter(turn -> !turn.state().ended()).forEach(this::cancel);
        return Boolean.TRUE.equals(transactions.execute(status -> {
            turns.delete(platform, id);
            return conversations.delete(platform, id);
        }));
    }

    /** Has {@code listener} hear of all turns from now on, until the node closes. */
    public void listen(TurnListener listener) {
        announcer.add(listener);
    }
}
