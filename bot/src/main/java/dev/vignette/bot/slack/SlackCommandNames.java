package dev.vignette.bot.slack;

import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.MenuEntry;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands as they are typed on Slack, where an app has one of its own and they are its first word: {@code /vignette voice}. */
final class SlackCommandNames {
    private final Set<String> names;
    private final Pattern slashed;

    SlackCommandNames(FrontDesk desk) {
        names = desk.menu("en").stream().map(MenuEntry::name).collect(Collectors.toSet());
        slashed = Pattern.compile("(?<![\\w/])/(" + String.join("|", names) + ")\\b");
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    /** What the bot says of its commands, as they are to be typed here. */
    String shown(String text) {
        return slashed.matcher(text).replaceAll(SlackBot.COMMAND + " $1");
    }
}
