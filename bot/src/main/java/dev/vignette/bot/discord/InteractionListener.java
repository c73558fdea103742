package dev.vignette.bot.discord;

import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.CommandAnswer;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.WithinSeconds;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.GenericCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands and buttons: run first, which stores what they ask for, then acknowledged. */
final class InteractionListener extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(InteractionListener.class);

    private final FrontDesk desk;
    private final CommandReplies commands;
    private final PressReplies presses;
    private final WithinSeconds patience;

    InteractionListener(FrontDesk desk, CommandReplies commands, PressReplies presses, WithinSeconds patience) {
        this.desk = desk;
        this.commands = commands;
        this.presses = presses;
        this.patience = patience;
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        OptionMapping option = event.getOption(CommandCatalogue.ARGUMENT);
        String arguments = option == null ? "" : option.getAsString();
        run(event, event.getName(), arguments);
    }

    /** "Make it talk" on any message: its text, word for word. */
    @Override
    public void onMessageContextInteraction(MessageContextInteractionEvent event) {
        Message message = event.getTarget();
        run(event, "say", Addressed.words(event.getJDA().getSelfUser(), message));
    }

    private void run(GenericCommandInteractionEvent event, String name, String arguments) {
        Place place = Place.of(event);
        Caller caller = Callers.of(place, event);
        Question question = new Question.OfInteraction(event.getIdLong());
        boolean empty = event.getCommandType() == CommandCatalogue.TALK && arguments.isBlank();
        commands.reply(
                event,
                caller,
                question.event(),
                () -> empty
                        ? new CommandAnswer(DiscordWords.say("nothing-to-say", desk.language(caller)), List.of(), null)
                        : desk.run(caller, question.event(), name, arguments));
    }

    /** What somebody who is typing may choose, as it is now. Without an answer in time Discord just shows none. */
    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        Caller caller = Callers.of(Place.of(event), event);
        String typed = event.getFocusedOption().getValue();
        List<Command.Choice> choices =
                patience.get(() -> desk.suggestions(caller, event.getName(), typed)).orElse(List.of()).stream()
                        .limit(OptionData.MAX_CHOICES)
                        .map(each -> new Command.Choice(
                                Composition.cut(each.label(), OptionData.MAX_CHOICE_NAME_LENGTH), each.word()))
                        .toList();
        event.replyChoices(choices)
                .queue(done -> {}, failure -> LOG.debug("Suggestions came too late: {}", failure.getMessage()));
    }

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        String data = Objects.requireNonNullElse(event.getComponentId(), "");
        Caller caller = Callers.of(Place.of(event), event);
        Question question = new Question.OfPress(event.getIdLong());
        boolean delete = TurnAction.read(data).map(TurnAction.On::action).equals(Optional.of(TurnAction.DELETE));
        presses.reply(event, caller, delete, () -> desk.press(caller, question.event(), data));
    }
}
