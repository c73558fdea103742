package dev.vignette.bot.lending;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;

/** A person as a chat platform knows them. */
public record Account(PlatformName platform, PersonId person) {
    @Override
    public String toString() {
        return platform + ":" + person;
    }
}
