package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.chat.TurnId;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/** The {@link Inbox}: a message is a turn, and the database lets each event be one only once. */
final class TurnInbox implements Inbox {
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
        Receipt receipt = known(message).orElseGet(() -> store(message));
        meters.received(message.platform(), receipt.duplicate());
        return receipt;
    }

    private Receipt store(ChatMessage message) {
        String chosen = conversations
                .find(message.platform(), message.conversation())
                .map(Conversation::avatar)
                .orElseGet(() -> begin(message));
        try {
            return new Receipt(journal.received(message, chosen), false);
        } catch (DuplicateKeyException e) {
            // The same event came twice at the same moment and the other was first. Anything else is a fault.
            return known(message).orElseThrow(() -> e);
        }
    }

    private String begin(ChatMessage message) {
        conversations.insertIfNew(
                message.platform(), message.conversation(), avatar, message.language(), journal.now());
        return avatar;
    }

    private Optional<Receipt> known(ChatMessage message) {
        Optional<TurnId> turn = turns.find(message.platform(), message.event());
        return turn.map(id -> new Receipt(id, true));
    }
}
