package dev.vignette.bot.discord;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageType;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;

/** Which messages are meant for the bot, and what they say to it. */
final class Addressed {
    private static final Pattern EMOJI = Pattern.compile("<a?(:\\w{2,32}:)\\d{1,20}>");
    private static final Pattern CHANNEL = Pattern.compile("<#(\\d{1,20})>");

    private Addressed() {}

    /**
     * What the message says to the bot; empty if it is not for it. Direct messages are, and messages that mention it or reply to
     * one of its own. Bots, webhooks and Discord's own notices never are, so that no two bots talk to each other.
     */
    static Optional<String> to(User self, Message message) {
        User author = message.getAuthor();
        boolean person = !author.isBot() && !author.isSystem() && !message.isWebhookMessage();
        boolean said = message.getType() == MessageType.DEFAULT || message.getType() == MessageType.INLINE_REPLY;
        if (!person || !said || !(direct(message) || mentions(self, message) || answers(self, message))) {
            return Optional.empty();
        }
        return Optional.of(words(self, message));
    }

    private static boolean direct(Message message) {
        return !message.isFromGuild();
    }

    private static boolean mentions(User self, Message message) {
        return message.getMentions().isMentioned(self, Message.MentionType.USER);
    }

    private static boolean answers(User self, Message message) {
        Message earlier = message.getReferencedMessage();
        return earlier != null && earlier.getAuthor().getIdLong() == self.getIdLong();
    }

    /** What the message says, to whomever: names in the place of ids. */
    static String words(User self, Message message) {
        String text = message.getContentRaw()
                .replace("<@" + self.getId() + ">", " ")
                .replace("<@!" + self.getId() + ">", " ");
        for (User user : message.getMentions().getUsers()) {
            text = text.replace("<@" + user.getId() + ">", "@" + user.getEffectiveName())
                    .replace("<@!" + user.getId() + ">", "@" + user.getEffectiveName());
        }
        text = EMOJI.matcher(text).replaceAll("$1");
        text = CHANNEL.matcher(text).replaceAll(found -> Matcher.quoteReplacement(channel(message, found.group(1))));
        return text.strip();
    }

    private static String channel(Message message, String id) {
        MessageChannel channel = message.getJDA().getChannelById(MessageChannel.class, id);
        return channel == null ? "#" : "#" + channel.getName();
    }
}
