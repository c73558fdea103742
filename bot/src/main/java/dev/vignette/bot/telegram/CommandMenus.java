package dev.vignette.bot.telegram;

import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.MenuEntry;
import dev.vignette.bot.manners.Wording;
import java.util.List;
import java.util.function.Predicate;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScope;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllChatAdministrators;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllGroupChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeDefault;

/** The menus behind the slash: for everybody, for groups and for those who run groups, in every language there are words in. */
final class CommandMenus {
    private final BotApi api;
    private final FrontDesk desk;

    CommandMenus(BotApi api, FrontDesk desk) {
        this.api = api;
        this.desk = desk;
    }

    void publish() {
        for (String language : Wording.LANGUAGES) {
            List<MenuEntry> menu = desk.menu(language);
            publish(
                    menu,
                    language,
                    new BotCommandScopeDefault(),
                    // In a direct chat one's own choice is the chat's.
                    entry -> !entry.name().startsWith("chat"));
            publish(menu, language, new BotCommandScopeAllGroupChats(), entry -> !entry.forAdmins());
            publish(menu, language, new BotCommandScopeAllChatAdministrators(), entry -> true);
        }
    }

    private void publish(List<MenuEntry> menu, String language, BotCommandScope scope, Predicate<MenuEntry> shown) {
        List<BotCommand> commands = menu.stream()
                .filter(shown)
                .map(entry -> new BotCommand(entry.name(), entry.description()))
                .toList();
        api.call(new SetMyCommands(commands, scope, language));
        if (language.equals(Wording.LANGUAGES.getFirst())) {
            // Without a language: for all apps in languages there are no words in.
            api.call(new SetMyCommands(commands, scope, null));
        }
    }
}
