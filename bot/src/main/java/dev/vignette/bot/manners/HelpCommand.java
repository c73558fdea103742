package dev.vignette.bot.manners;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Function;

/** {@code /help}: how to talk to the bot, and the commands. */
final class HelpCommand implements ChatCommand {
    private final Desk desk;
    private final Function<String, List<MenuEntry>> menu;

    HelpCommand(Desk desk, Function<String, List<MenuEntry>> menu) {
        this.desk = desk;
        this.menu = menu;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public CommandAnswer run(CommandCall call) {
        boolean admin = call.caller().direct() || desk.admin(call.caller());
        return CommandAnswer.of(desk.say("help", call)
                + "\n\n"
                + menu.apply(call.language()).stream()
                        .filter(entry -> admin || !entry.forAdmins())
                        .map(entry -> "/" + entry.name() + " · " + entry.description())
                        .collect(joining("\n")));
    }
}
