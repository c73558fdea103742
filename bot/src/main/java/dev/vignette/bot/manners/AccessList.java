package dev.vignette.bot.manners;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;

/** Who may use the bot, and who runs it. */
final class AccessList {
    private final MannersSettings settings;

    AccessList(MannersSettings settings) {
        this.settings = settings;
    }

    /** Denied goes before allowed; a person is let in by themselves or by the server they write in. */
    boolean admits(Caller caller) {
        String person = name(caller.platform(), caller.person().value());
        String server = caller.server() == null
                ? person
                : name(caller.platform(), caller.server().value());
        if (settings.denied().contains(person) || settings.denied().contains(server)) {
            return false;
        }
        return settings.allowed().isEmpty()
                || settings.allowed().contains(person)
                || settings.allowed().contains(server)
                || operates(caller.platform(), caller.person());
    }

    /** Whether this person runs the bot itself. */
    boolean operates(PlatformName platform, PersonId person) {
        return settings.admins().contains(name(platform, person.value()));
    }

    private static String name(PlatformName platform, String id) {
        return platform.value() + ":" + id;
    }
}
