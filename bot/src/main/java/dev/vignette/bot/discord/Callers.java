package dev.vignette.bot.discord;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.manners.Caller;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.Interaction;
import org.jspecify.annotations.Nullable;

/** Discord's people as the service knows them. */
final class Callers {
    private Callers() {}

    /** Messages do not tell which language somebody's app is in. */
    static Caller of(Place place, User author, @Nullable Member member) {
        return caller(place, author, member, null);
    }

    static Caller of(Place place, Interaction interaction) {
        DiscordLocale locale = interaction.getUserLocale();
        return caller(
                place,
                interaction.getUser(),
                interaction.getMember(),
                locale == DiscordLocale.UNKNOWN ? null : locale.getLocale());
    }

    private static Caller caller(Place place, User person, @Nullable Member member, @Nullable String language) {
        boolean admin = place instanceof Place.Direct
                || (member != null && !member.isDetached() && member.hasPermission(Permission.MANAGE_SERVER));
        return new Caller(
                DiscordPlatform.NAME, place.id(), place.server(), new PersonId(person.getId()), admin, language);
    }
}
