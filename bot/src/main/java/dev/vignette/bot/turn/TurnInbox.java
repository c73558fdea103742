package dev.vignette.bot.turn;

import static java.util.Objects.requireNonNull;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.chat.MessageContent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/** The {@link Inbox}: a message is a turn, and the database lets each event be one only once. */
final class TurnInbox implements Inbox {
    /** In characters: joined messages must still be one that may be stored. */
    private static final int LONGEST_JOIN = MessageContent.Text.MAX_CHARS;

    private final TurnStore turns;
    private final ConversationStore conversations;
    private final Journal journal;
    private final TurnMeters meters;
    private final String avatar;

    /** @param avatar who answers where nobody has chosen */
    TurnInbox(TurnStore turns, ConversationStore conversations, Journal journal, TurnMeters meters, String avatar) {
        this.turns = turns;
        this.conversations = conversations;
        this.journal = journal;
        this.meters = meters;
        this.avatar = avatar;
    }

    @Override
    public Receipt accept(ChatMessage message) {
        List<Turn> revisions = turns.find(message.platform(), message.event());
        Receipt receipt = known(message, revisions).orElseGet(() -> store(message, revisions));
        meters.received(message.platform(), receipt.duplicate());
        return receipt;
    }

    private Receipt store(ChatMessage message, List<Turn> earlier) {
        String chosen = conversations
                .find(message.platform(), message.conversation())
                .map(Conversation::avatar)
                .orElseGet(() -> begin(message));
        try {
            return new Receipt(
                    journal.received(message, chosen, earlier, join(message).orElse(null)), false);
        } catch (DuplicateKeyException e) {
            // The same event came twice at the same moment and the other was first. Anything else is a fault.
            return known(message, turns.find(message.platform(), message.event()))
                    .orElseThrow(() -> e);
        }
    }

    private String begin(ChatMessage message) {
        conversations.insertIfNew(
                message.platform(), message.conversation(), avatar, message.language(), journal.now());
        return avatar;
    }

    /** Whether this revision of the message, or a later one, is here already. */
    private static Optional<Receipt> known(ChatMessage message, List<Turn> revisions) {
        return revisions.stream()
                .filter(turn -> turn.revision() >= message.handling().revision())
                .map(turn -> new Receipt(turn.id(), true))
                .findFirst();
    }

    private Optional<Journal.Join> join(ChatMessage message) {
        ChatMessage.Handling handling = message.handling();
        if (handling.joinWithin().isZero()
                || handling.verbatim()
                || handling.revision() > 0
                || !(message.content() instanceof MessageContent.Text second)) {
            return Optional.empty();
        }
        Instant since = journal.now().minus(handling.joinWithin());
        return turns.toJoin(message.platform(), message.conversation(), message.author(), since)
                .filter(turn ->
                        requireNonNull(turn.text()).length() + second.value().length() < LONGEST_JOIN)
                .map(turn -> new Journal.Join(turn, both(message, turn, second)));
    }

    private static ChatMessage both(ChatMessage message, Turn earlier, MessageContent.Text second) {
        // Whoever asked for a film or a voice note in one of the two gets it.
        AnswerForm form = earlier.form().and(message.handling().form());
        return new ChatMessage(
                message.platform(),
                message.conversation(),
                message.author(),
                message.event(),
                new MessageContent.Text(requireNonNull(earlier.text()) + "\n" + second.value()),
                message.language(),
                message.at(),
                new ChatMessage.Handling(
                        form,
                        0,
                        message.handling().joinWithin(),
                        false,
                        message.handling().speaker()));
    }
}
