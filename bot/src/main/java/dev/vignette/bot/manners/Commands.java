package dev.vignette.bot.manners;

import dev.vignette.bot.chat.EventId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All slash commands. */
final class Commands {
    private final Desk desk;
    private final Map<String, ChatCommand> byName = new LinkedHashMap<>();

    Commands(Desk desk, Intake intake) {
        this.desk = desk;
        for (ChatCommand command : List.of(
                new AskCommand(desk, intake),
                new SayCommand(desk, intake),
                new AvatarCommand(desk),
                new VoiceCommand(desk, Scope.PERSON),
                new FormCommand(desk, Scope.PERSON),
                new LanguageCommand(desk),
                new CancelCommand(desk),
                new QuotaCommand(desk),
                new ForgetCommand(desk),
                new AboutCommand(desk),
                new VoiceCommand(desk, Scope.CHAT),
                new FormCommand(desk, Scope.CHAT),
                SwitchCommand.quiet(desk),
                SwitchCommand.free(desk))) {
            byName.put(command.name(), command);
        }
        HelpCommand help = new HelpCommand(desk, this::menu);
        byName.put(help.name(), help);
    }

    CommandAnswer run(Caller caller, EventId event, String name, String arguments, Instant at) {
        String language = desk.language(caller);
        if (!desk.access().admits(caller)) {
            return CommandAnswer.of(desk.wording().say("refused.access", language));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        // What chats open with by themselves.
        if (lower.equals("start")) {
            desk.preferences().greets(caller);
            return CommandAnswer.of(desk.greeting(language));
        }
        ChatCommand command = byName.get(lower);
        if (command == null) {
            return CommandAnswer.of(desk.wording().say("unknown-command", language));
        }
        if (!may(caller, command)) {
            return CommandAnswer.of(desk.wording().say("refused.admins", language));
        }
        String text = arguments.strip();
        if (command.argument() == Argument.TEXT && text.isEmpty()) {
            return CommandAnswer.of(desk.wording().say("usage." + lower, language));
        }
        return command.run(new CommandCall(caller, event, lower, text, at, language));
    }

    private boolean may(Caller caller, ChatCommand command) {
        return !command.forAdmins() || caller.direct() || desk.admin(caller);
    }

    List<Suggestion> suggestions(Caller caller, String name, String typed) {
        ChatCommand command = byName.get(name.toLowerCase(Locale.ROOT));
        if (command == null || !desk.access().admits(caller) || !may(caller, command)) {
            return List.of();
        }
        return command.suggestions(caller, desk.language(caller)).stream()
                .filter(each -> each.matches(typed.strip()))
                .toList();
    }

    List<MenuEntry> menu(String language) {
        return byName.values().stream()
                .map(command -> new MenuEntry(
                        command.name(),
                        desk.wording().say("name." + command.name(), language),
                        desk.wording().say("command." + command.name(), language),
                        command.argument(),
                        command.forAdmins()))
                .toList();
    }
}
