package dev.vignette.bot.discord;

import dev.vignette.bot.chat.DeliveryException;
import java.util.Collection;
import java.util.List;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;

/** Where messages are posted, read, changed and removed: a channel, or the answer to a command. All calls block. */
sealed interface Target {
    /** @param nonce makes a repetition the same message, where Discord takes one */
    Message post(MessageCreateData message, String nonce);

    /** Posts below the answer, never in its place. */
    Message postBelow(MessageCreateData message, String nonce);

    /** Shows for some seconds that the bot is at it. */
    void typing();

    Message get(long message);

    Message edit(long message, MessageEditData change);

    void delete(long message);

    /**
     * A channel that the bot is in.
     *
     * @param replyTo the message that posts refer to; 0 for none
     */
    record InChannel(MessageChannel channel, long replyTo) implements Target {
        @Override
        public Message post(MessageCreateData message, String nonce) {
            return Requests.await(() -> {
                var action = channel.sendMessage(message).setNonce(nonce);
                return replyTo == 0
                        ? action
                        : action.setMessageReference(replyTo)
                                .failOnInvalidReply(false)
                                .mentionRepliedUser(false);
            });
        }

        @Override
        public Message postBelow(MessageCreateData message, String nonce) {
            return post(message, nonce);
        }

        @Override
        public void typing() {
            Requests.await(channel::sendTyping);
        }

        @Override
        public Message get(long message) {
            return Requests.await(() -> channel.retrieveMessageById(message));
        }

        @Override
        public Message edit(long message, MessageEditData change) {
            return Requests.await(() -> channel.editMessageById(message, change));
        }

        @Override
        public void delete(long message) {
            Requests.await(() -> channel.deleteMessageById(message));
        }
    }

    /** The answer to a command, as long as its token is good. */
    record ToCommand(InteractionHook hook) implements Target {
        private static final Collection<Message.MentionType> NOBODY = List.of();

        /** The first post fills the place that "thinking …" has held; what comes later stands below it. */
        @Override
        public Message post(MessageCreateData message, String nonce) {
            Message first = Requests.await(hook::retrieveOriginal);
            boolean free = thinking(first) || sameText(first, message);
            return free
                    ? Requests.await(() -> hook.editOriginal(MessageEditData.fromCreateData(message)))
                    : Requests.await(() -> hook.sendMessage(message).setAllowedMentions(NOBODY));
        }

        @Override
        public Message postBelow(MessageCreateData message, String nonce) {
            if (thinking(Requests.await(hook::retrieveOriginal))) {
                // Discord would put the first post in the answer's place.
                throw DeliveryException.passing("The answer's place is still empty.", null);
            }
            return Requests.await(() -> hook.sendMessage(message).setAllowedMentions(NOBODY));
        }

        /** Discord itself shows that the bot thinks. */
        @Override
        public void typing() {}

        private static boolean thinking(Message first) {
            return first.getFlags().contains(Message.MessageFlag.LOADING);
        }

        /** A post that was made before a crash and is made again. */
        private static boolean sameText(Message first, MessageCreateData message) {
            return first.getContentRaw().equals(message.getContent());
        }

        @Override
        public Message get(long message) {
            return Requests.await(() -> hook.retrieveMessageById(Long.toUnsignedString(message)));
        }

        @Override
        public Message edit(long message, MessageEditData change) {
            return Requests.await(() -> hook.editMessageById(message, change));
        }

        @Override
        public void delete(long message) {
            Requests.await(() -> hook.deleteMessageById(message));
        }
    }
}
