package dev.vignette.bot.discord;

import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.CommandAnswer;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.WithinSeconds;
import dev.vignette.bot.turn.Turn;
import dev.vignette.bot.turn.Turns;
import java.util.List;
import java.util.function.Supplier;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.interactions.InteractionHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How presses of buttons are answered: quietly, or with a sentence for the person alone. */
final class PressReplies {
    private static final Logger LOG = LoggerFactory.getLogger(PressReplies.class);

    private final FrontDesk desk;
    private final Turns turns;
    private final StatusBoard statuses;
    private final Tickets tickets;
    private final Conversations conversations;
    private final WithinSeconds patience;

    PressReplies(
            FrontDesk desk,
            Turns turns,
            StatusBoard statuses,
            Tickets tickets,
            Conversations conversations,
            WithinSeconds patience) {
        this.desk = desk;
        this.turns = turns;
        this.statuses = statuses;
        this.tickets = tickets;
        this.conversations = conversations;
        this.patience = patience;
    }

    /** @param delete whether the message with the button is to go if the press is allowed */
    void reply(ButtonInteractionEvent event, Caller caller, boolean delete, Supplier<CommandAnswer> press) {
        CommandAnswer answer = patience.get(press)
                .orElseGet(() -> new CommandAnswer(desk.wording().unavailable(caller), List.of(), null));
        if (answer.turn() != null) {
            begun(event, caller, answer.turn());
        } else if (!answer.text().isBlank()) {
            event.reply(CommandReplies.message(answer.text(), answer.choices()))
                    .setEphemeral(true)
                    .queue(hook -> {}, PressReplies::unheard);
        } else {
            event.deferEdit()
                    .queue(
                            hook -> {
                                if (delete) {
                                    // Also where the bot is no member and could not delete it otherwise.
                                    InteractionHook.from(event.getJDA(), event.getToken())
                                            .deleteOriginal()
                                            .queue(done -> {}, PressReplies::unheard);
                                }
                            },
                            PressReplies::unheard);
        }
    }

    private void begun(ButtonInteractionEvent event, Caller caller, TurnId id) {
        event.deferEdit().queue(hook -> {}, PressReplies::unheard);
        Turn turn = turns.turn(id).orElse(null);
        if (turn == null) {
            return;
        }
        EventId question = turn.event();
        if (Question.of(question).orElse(null) instanceof Question.OfInteraction) {
            // The press gives fifteen more minutes to change the answer.
            tickets.keep(question, event.getToken(), event.getTimeCreated().toInstant());
        }
        statuses.watch(caller, id, desk.language(caller), conversations.status(caller.conversation(), question));
    }

    private static void unheard(Throwable failure) {
        LOG.info("Discord did not hear the answer to a press: {}", failure.getMessage());
    }
}
