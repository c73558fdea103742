package dev.vignette.bot.reply;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.turn.Exchanges;
import dev.vignette.conversation.reply.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;

/**
 * The model's memory, read from the turns: what was really said and answered, and nothing else. Writing and clearing are the
 * turns' own business ({@link #add}, {@link #clear}), so that a reply that is made again after a crash is not remembered
 * twice, and what a person has forgotten is forgotten everywhere at once. Prepared sentences and refusals are left out.
 */
final class TurnMemory implements ChatMemory {
    private static final char BETWEEN = '/';

    private final Exchanges exchanges;
    private final int turns;
    private final Duration keep;
    private final InstantSource clock;

    TurnMemory(Exchanges exchanges, int turns, Duration keep, InstantSource clock) {
        this.exchanges = exchanges;
        this.turns = turns;
        this.keep = keep;
        this.clock = clock;
    }

    /** The name by which the model's side knows a conversation. */
    static String key(PlatformName platform, ConversationId conversation) {
        return platform.value() + BETWEEN + conversation.value();
    }

    @Override
    public List<Message> get(String conversation) {
        if (turns == 0) {
            return List.of();
        }
        int end = conversation.indexOf(BETWEEN);
        return exchanges
                .last(
                        new PlatformName(conversation.substring(0, end)),
                        new ConversationId(conversation.substring(end + 1)),
                        turns,
                        clock.instant().minus(keep),
                        Answer.GUARD)
                .stream()
                .flatMap(exchange ->
                        Stream.<Message>of(new UserMessage(exchange.said()), new AssistantMessage(exchange.answered())))
                .toList();
    }

    /** Nothing to do: the journal writes the turn when its reply is complete. */
    @Override
    public void add(String conversation, List<Message> messages) {}

    /** Nothing to do: the turns are deleted. */
    @Override
    public void clear(String conversation) {}
}
