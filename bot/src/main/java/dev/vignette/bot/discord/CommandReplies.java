package dev.vignette.bot.discord;

import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.Choice;
import dev.vignette.bot.manners.CommandAnswer;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.WithinSeconds;
import java.util.List;
import java.util.function.Supplier;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.interaction.command.GenericCommandInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How commands are answered: with "thinking …" and later the answer, or at once with a sentence for the person alone. */
final class CommandReplies {
    private static final Logger LOG = LoggerFactory.getLogger(CommandReplies.class);

    private final FrontDesk desk;
    private final StatusBoard statuses;
    private final Tickets tickets;
    private final Acknowledgements acknowledgements;
    private final Conversations conversations;
    private final WithinSeconds patience;

    CommandReplies(
            FrontDesk desk,
            StatusBoard statuses,
            Tickets tickets,
            Acknowledgements acknowledgements,
            Conversations conversations,
            WithinSeconds patience) {
        this.desk = desk;
        this.statuses = statuses;
        this.tickets = tickets;
        this.acknowledgements = acknowledgements;
        this.conversations = conversations;
        this.patience = patience;
    }

    /** Runs the command and acknowledges it; what it asks for is stored by then. */
    void reply(GenericCommandInteractionEvent event, Caller caller, EventId question, Supplier<CommandAnswer> command) {
        acknowledgements.begin(question);
        CommandAnswer answer = patience.get(() -> {
                    // The ticket first: the answer may be there before Discord has heard the acknowledgement.
                    tickets.keep(
                            question, event.getToken(), event.getTimeCreated().toInstant());
                    return command.get();
                })
                .orElse(null);
        if (answer == null) {
            tell(event, question, message(desk.wording().unavailable(caller), List.of()));
        } else if (answer.turn() == null) {
            tell(event, question, message(answer.text(), answer.choices()));
        } else {
            think(event, caller, question, answer, answer.turn());
        }
    }

    private void think(
            GenericCommandInteractionEvent event, Caller caller, EventId question, CommandAnswer answer, TurnId turn) {
        event.deferReply()
                .queue(
                        hook -> {
                            acknowledgements.end(question);
                            if (!answer.text().isBlank()) {
                                InteractionHook.from(event.getJDA(), event.getToken())
                                        .sendMessage(message(answer.text(), answer.choices()))
                                        .setEphemeral(true)
                                        .queue(
                                                sent -> {},
                                                failure -> LOG.info(
                                                        "A greeting could not be said: {}", failure.getMessage()));
                            }
                        },
                        failure -> late(question, failure));
        statuses.watch(caller, turn, desk.language(caller), conversations.status(caller.conversation(), question));
    }

    private void tell(GenericCommandInteractionEvent event, EventId question, MessageCreateData message) {
        event.reply(message)
                .setEphemeral(true)
                .queue(hook -> acknowledgements.end(question), failure -> late(question, failure));
    }

    /** The ticket is good for nothing, unless another node has acknowledged it; the answer goes to the channel. */
    private void late(EventId question, Throwable failure) {
        if (failure instanceof ErrorResponseException refused
                && refused.getErrorResponse() == ErrorResponse.INTERACTION_ALREADY_ACKNOWLEDGED) {
            acknowledgements.end(question);
            return;
        }
        LOG.warn("A command was not acknowledged in time ({}); its answer goes to the channel.", failure.getMessage());
        try {
            tickets.drop(question);
        } catch (RuntimeException e) {
            LOG.warn("A ticket could not be dropped.", e);
        }
        acknowledgements.end(question);
    }

    /** A sentence with buttons; Discord takes none without words. */
    static MessageCreateData message(String text, List<Choice> choices) {
        List<Button> buttons = choices.stream()
                .limit(25)
                .map(choice ->
                        Button.secondary(choice.data(), Composition.cut(choice.label(), Button.LABEL_MAX_LENGTH)))
                .toList();
        return new MessageCreateBuilder()
                .setContent(text.isBlank() ? "✓" : Composition.cut(text, Message.MAX_CONTENT_LENGTH))
                .setComponents(buttons.isEmpty() ? List.of() : ActionRow.partitionOf(buttons))
                .setAllowedMentions(List.of())
                .build();
    }
}
