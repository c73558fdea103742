package dev.vignette.bot.discord;

import dev.vignette.bot.manners.Argument;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.MenuEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands as Discord shows them, in three languages, on servers, in direct messages and wherever a person brings the bot
 * along. The whole set is sent at the start of a process; sending the same again costs nothing of the daily budget.
 */
final class CommandCatalogue extends ListenerAdapter {
    /** The option that holds what follows a command. */
    static final String ARGUMENT = "text";

    /** The command below "Apps" on any message. Its name is what people see, so it is found by its kind. */
    static final Command.Type TALK = Command.Type.MESSAGE;

    private static final Logger LOG = LoggerFactory.getLogger(CommandCatalogue.class);
    /** Discord's longest string option is 6,000; a film is at most five minutes. */
    private static final int LONGEST_TEXT = 4_000;

    private static final Map<String, List<DiscordLocale>> LOCALES = Map.of(
            "es", List.of(DiscordLocale.SPANISH, DiscordLocale.SPANISH_LATAM),
            "zh", List.of(DiscordLocale.CHINESE_CHINA));

    private final FrontDesk desk;

    CommandCatalogue(FrontDesk desk) {
        this.desk = desk;
    }

    @Override
    public void onReady(ReadyEvent event) {
        event.getJDA()
                .updateCommands()
                .addCommands(commands())
                .queue(
                        registered -> LOG.info("Discord knows {} commands.", registered.size()),
                        failure -> LOG.warn("The commands could not be registered: {}", failure.getMessage()));
    }

    List<CommandData> commands() {
        Map<String, Map<String, MenuEntry>> local = new LinkedHashMap<>();
        LOCALES.keySet().forEach(language -> {
            Map<String, MenuEntry> byName = new LinkedHashMap<>();
            desk.menu(language).forEach(entry -> byName.put(entry.name(), entry));
            local.put(language, byName);
        });
        List<CommandData> commands = new ArrayList<>();
        for (MenuEntry entry : desk.menu("en")) {
            SlashCommandData command = Commands.slash(entry.name(), entry.description());
            local.forEach((language, byName) -> {
                MenuEntry translated = byName.get(entry.name());
                if (translated != null) {
                    for (DiscordLocale locale : LOCALES.getOrDefault(language, List.of())) {
                        command.setNameLocalization(locale, translated.localName());
                        command.setDescriptionLocalization(locale, translated.description());
                    }
                }
            });
            if (entry.argument() != Argument.NONE) {
                command.addOptions(option(entry.argument()));
            }
            if (entry.forAdmins()) {
                command.setDefaultPermissions(DefaultMemberPermissions.enabledFor(Permission.MANAGE_SERVER));
            }
            commands.add(everywhere(command));
        }
        CommandData talk = Commands.context(TALK, DiscordWords.say("talk", "en"));
        LOCALES.forEach((language, locales) ->
                locales.forEach(locale -> talk.setNameLocalization(locale, DiscordWords.say("talk", language))));
        commands.add(everywhere(talk));
        return commands;
    }

    private static CommandData everywhere(CommandData command) {
        return command.setContexts(EnumSet.allOf(InteractionContextType.class).stream()
                        .filter(context -> context != InteractionContextType.UNKNOWN)
                        .toList())
                .setIntegrationTypes(Set.of(IntegrationType.GUILD_INSTALL, IntegrationType.USER_INSTALL));
    }

    private static OptionData option(Argument argument) {
        boolean text = argument == Argument.TEXT;
        String words = text ? "option.text" : "option.choice";
        OptionData option = new OptionData(
                        OptionType.STRING, ARGUMENT, DiscordWords.say(words + ".description", "en"), text)
                .setMaxLength(text ? LONGEST_TEXT : 40)
                // What there is to choose is asked while somebody types: faces and voices come and go.
                .setAutoComplete(!text);
        LOCALES.forEach((language, locales) -> locales.forEach(locale -> {
            option.setNameLocalization(locale, DiscordWords.say(words, language));
            option.setDescriptionLocalization(locale, DiscordWords.say(words + ".description", language));
        }));
        return option;
    }
}
