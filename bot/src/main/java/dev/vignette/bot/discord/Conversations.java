package dev.vignette.bot.discord;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.manners.StatusLine;
import dev.vignette.bot.manners.Wording;
import java.util.List;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said beside the answers: greetings, refusals, progress. None of it is worth a second try. */
final class Conversations {
    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    private final Targets targets;
    private final Wording wording;

    Conversations(Targets targets, Wording wording) {
        this.targets = targets;
        this.wording = wording;
    }

    /** Says a sentence below the question, some time; nothing if it is null. */
    void say(EventId question, ConversationId conversation, @Nullable String sentence) {
        if (sentence == null || sentence.isBlank()) {
            return;
        }
        Thread.ofVirtual().name("discord-say").start(() -> {
            try {
                var message = new MessageCreateBuilder()
                        .setContent(Composition.cut(sentence, Message.MAX_CONTENT_LENGTH))
                        .setAllowedMentions(List.of())
                        .build();
                targets.channel(conversation, question).post(message, nonce("s", question));
            } catch (DeliveryException | Requests.GoneException e) {
                LOG.info("A sentence could not be said: {}", e.getMessage());
            }
        });
    }

    /** How the progress of the answer to {@code question} is shown. */
    StatusLine status(ConversationId conversation, EventId question) {
        return new Status(conversation, question);
    }

    private static String nonce(String kind, EventId question) {
        return kind + question.value().replace('/', '-');
    }

    private final class Status implements StatusLine {
        private final ConversationId conversation;
        private final EventId question;

        Status(ConversationId conversation, EventId question) {
            this.conversation = conversation;
            this.question = question;
        }

        @Override
        public PlatformMessageId post(String text, TurnId turn, String language) {
            var message = new MessageCreateBuilder()
                    .setContent(text)
                    .setComponents(cancel(turn, language))
                    .setAllowedMentions(List.of())
                    .setSuppressedNotifications(true)
                    .build();
            Target target = targets.of(conversation, question);
            return new PlatformMessageId(
                    target.postBelow(message, nonce("p", question)).getId());
        }

        @Override
        public void edit(PlatformMessageId message, String text, TurnId turn, String language) {
            var change = new MessageEditBuilder()
                    .setContent(text)
                    .setComponents(cancel(turn, language))
                    .setAllowedMentions(List.of())
                    .build();
            targets.of(conversation, question).edit(Long.parseUnsignedLong(message.value()), change);
        }

        @Override
        public void remove(PlatformMessageId message) {
            try {
                targets.of(conversation, question).delete(Long.parseUnsignedLong(message.value()));
            } catch (Requests.GoneException e) {
                // As it should be.
            }
        }

        @Override
        public void busy(Activity activity) {
            if (Question.of(question).orElse(null) instanceof Question.OfMessage) {
                targets.channel(conversation, null).typing();
            }
        }

        private ActionRow cancel(TurnId turn, String language) {
            return ActionRow.of(
                    Button.secondary(TurnAction.CANCEL.data(turn), wording.action(TurnAction.CANCEL, language)));
        }
    }
}
