package dev.vignette.bot.discord;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.manners.ServerId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.interactions.Interaction;
import org.jspecify.annotations.Nullable;

/** Where a conversation is. Its id says all that is needed to find the channel again after a restart. */
sealed interface Place {
    /** A channel or thread of a server that the bot is in. */
    record InGuild(long guild, long channel) implements Place {}

    /** The direct messages with a person; Discord finds the channel by the person. */
    record Direct(long person) implements Place {}

    /** Where a person brought the bot along without it being a member: it can only answer, for fifteen minutes. */
    record Elsewhere(long channel) implements Place {}

    Pattern FORM = Pattern.compile("(guild)/(\\d{1,20})/(\\d{1,20})|(dm|app)/(\\d{1,20})");

    /** The place of a message that the bot received. */
    static Place of(MessageChannel channel, long person, long guild) {
        return channel.getType() == ChannelType.PRIVATE ? new Direct(person) : new InGuild(guild, channel.getIdLong());
    }

    /** The place of a command or button. */
    static Place of(Interaction interaction) {
        Guild guild = interaction.getGuild();
        if (interaction.getIntegrationOwners().isGuildIntegration() && guild != null && !guild.isDetached()) {
            return new InGuild(guild.getIdLong(), interaction.getChannelIdLong());
        }
        return switch (interaction.getContext()) {
            case BOT_DM -> new Direct(interaction.getUser().getIdLong());
            default -> new Elsewhere(interaction.getChannelIdLong());
        };
    }

    /** Where many people share the bot; null where nobody else reads along. */
    default @Nullable ServerId server() {
        return switch (this) {
            case InGuild here -> new ServerId(Long.toUnsignedString(here.guild));
            case Direct direct -> null;
            case Elsewhere there -> new ServerId("channel/" + Long.toUnsignedString(there.channel));
        };
    }

    /** Reads what {@link #id} wrote; empty if it is none of ours. */
    static Optional<Place> of(ConversationId id) {
        Matcher form = FORM.matcher(id.value());
        if (!form.matches()) {
            return Optional.empty();
        }
        if (form.group(1) != null) {
            return Optional.of(
                    new InGuild(Long.parseUnsignedLong(form.group(2)), Long.parseUnsignedLong(form.group(3))));
        }
        long number = Long.parseUnsignedLong(form.group(5));
        return Optional.of(form.group(4).equals("dm") ? new Direct(number) : new Elsewhere(number));
    }

    default ConversationId id() {
        return new ConversationId(
                switch (this) {
                    case InGuild here ->
                        "guild/" + Long.toUnsignedString(here.guild) + "/" + Long.toUnsignedString(here.channel);
                    case Direct direct -> "dm/" + Long.toUnsignedString(direct.person);
                    case Elsewhere there -> "app/" + Long.toUnsignedString(there.channel);
                });
    }
}
