package dev.vignette.bot.discord;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.EventId;
import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.interactions.InteractionHook;
import org.jspecify.annotations.Nullable;

/** Finds the way to a conversation: by the command's ticket as long as it is good, otherwise by the channel. */
final class Targets {
    private final DiscordConnection connection;
    private final Tickets tickets;
    private final Acknowledgements acknowledgements;

    Targets(DiscordConnection connection, Tickets tickets, Acknowledgements acknowledgements) {
        this.connection = connection;
        this.tickets = tickets;
        this.acknowledgements = acknowledgements;
    }

    /** @throws DeliveryException if there is no way */
    Target of(ConversationId conversation, EventId question) {
        acknowledgements.await(question);
        Optional<String> ticket = tickets.find(question);
        return ticket.isPresent()
                ? new Target.ToCommand(InteractionHook.from(connection.jda(), ticket.get()))
                : channel(conversation, question);
    }

    /** The channel, also while a ticket is good. */
    Target channel(ConversationId conversation, @Nullable EventId question) {
        long replyTo = question != null && Question.of(question).orElse(null) instanceof Question.OfMessage message
                ? message.id()
                : 0;
        return new Target.InChannel(find(conversation), replyTo);
    }

    /** @throws DeliveryException if the bot cannot write there, or not now */
    MessageChannel find(ConversationId conversation) {
        JDA jda = connection.jda();
        return switch (Place.of(conversation).orElse(null)) {
            case Place.InGuild here -> channel(jda, here);
            case Place.Direct direct -> Requests.await(() -> jda.openPrivateChannelById(direct.person()));
            case Place.Elsewhere there ->
                throw DeliveryException.refused(
                        "The command was used where the bot is no member, more than fifteen minutes ago.", null);
            case null -> throw DeliveryException.refused("This is no conversation on Discord.", null);
        };
    }

    private static MessageChannel channel(JDA jda, Place.InGuild place) {
        MessageChannel channel = jda.getChannelById(MessageChannel.class, place.channel());
        if (channel != null) {
            return channel;
        }
        if (jda.getStatus() != JDA.Status.CONNECTED || jda.isUnavailable(place.guild())) {
            throw DeliveryException.passing("The server is not available at the moment.", null);
        }
        throw DeliveryException.refused("The channel is gone, or the bot may not see it.", null);
    }

    /** Largest file that the place takes, in bytes, as far as is known here. */
    long maxBytes(ConversationId conversation) {
        if (Place.of(conversation).orElse(null) instanceof Place.InGuild here) {
            try {
                Guild guild = connection.jda().getGuildById(here.guild());
                return guild == null ? Message.MAX_FILE_SIZE : guild.getMaxFileSize();
            } catch (DeliveryException e) {
                return Message.MAX_FILE_SIZE;
            }
        }
        return Message.MAX_FILE_SIZE;
    }
}
