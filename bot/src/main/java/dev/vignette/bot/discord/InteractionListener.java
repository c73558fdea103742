package dev.vignette.bot.discord;

import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.CommandAnswer;
import dev.vignette.bot.manners.FrontDesk;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.interaction.command.GenericCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;

/** Commands and buttons: run first, which stores what they ask for, then acknowledged. */
final class InteractionListener extends ListenerAdapter {
    private final FrontDesk desk;
    private final CommandReplies commands;
    private final PressReplies presses;

    InteractionListener(FrontDesk desk, CommandReplies commands, PressReplies presses) {
        this.desk = desk;
        this.commands = commands;
        this.presses = presses;
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

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        String data = Objects.requireNonNullElse(event.getComponentId(), "");
        Caller caller = Callers.of(Place.of(event), event);
        Question question = new Question.OfPress(event.getIdLong());
        boolean delete = TurnAction.read(data).map(TurnAction.On::action).equals(Optional.of(TurnAction.DELETE));
        presses.reply(event, caller, delete, () -> desk.press(caller, question.event(), data));
    }
}
