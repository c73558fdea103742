package dev.vignette.bot.discord;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.IncomingMessage;
import dev.vignette.bot.manners.Notice;
import dev.vignette.bot.manners.Pause;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.Utterance;
import dev.vignette.bot.manners.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import net.dv8tion.jda.api.entities.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Takes messages in, live ones and fetched ones. Discord does not send a message twice, so while the database is out of reach
 * they wait here, and their conversation's mark stays before them in case the process ends meanwhile.
 */
final class MessageIntake {
    private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int TRIES = 60;

    private final FrontDesk desk;
    private final StatusBoard statuses;
    private final Watermarks watermarks;
    private final Conversations conversations;
    private final Pause pause;

    MessageIntake(
            FrontDesk desk, StatusBoard statuses, Watermarks watermarks, Conversations conversations, Pause pause) {
        this.desk = desk;
        this.statuses = statuses;
        this.watermarks = watermarks;
        this.conversations = conversations;
        this.pause = pause;
    }

    /** Returns when the message is stored, is none of the bot's business, or waits for the database. */
    void take(Message message) {
        Place place = place(message);
        long id = message.getIdLong();
        Optional<String> words = Addressed.to(message.getJDA().getSelfUser(), message);
        Utterance said = said(message, place.id(), words.orElseGet(message::getContentRaw));
        MessageContent content = said.content();
        if (content == null) {
            if (words.isPresent() && revision(message) == 0) {
                refuse(message, place, said.refusal());
            }
            watermarks.passed(place.id(), id);
            return;
        }
        IncomingMessage incoming = incoming(message, place, words.isPresent(), content);
        watermarks.open(place.id(), id);
        surely("message-" + id, () -> take(incoming, message));
    }

    /** Somebody means the bot, and what they have sent cannot be answered. */
    private void refuse(Message message, Place place, @Nullable Notice refusal) {
        if (refusal == null) {
            return;
        }
        try {
            desk.notice(Callers.of(place, message.getAuthor(), message.getMember()), refusal)
                    .ifPresent(sentence -> conversations.say(event(message.getIdLong()), place.id(), sentence));
        } catch (DataAccessException e) {
            LOG.warn("Why a message is not answered could not be said, as the database is out of reach.");
        }
    }

    /** At once, or again and again while the database is out of reach. */
    private void surely(String what, Runnable storing) {
        try {
            storing.run();
        } catch (DataAccessException e) {
            LOG.warn(
                    "A {} cannot be stored ({}); it is kept and tried again.",
                    what,
                    e.getClass().getSimpleName());
            Thread.ofVirtual().name("discord-" + what).start(() -> later(what, storing));
        }
    }

    private void later(String what, Runnable storing) {
        Duration next = Duration.ofMillis(500);
        DataAccessException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                pause.take(next);
                storing.run();
                return;
            } catch (DataAccessException e) {
                last = e;
                next = Pause.after(next, LONGEST_PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
        LOG.error(
                "A {} could not be stored for {} tries; messages are fetched again after the next start.",
                what,
                TRIES,
                last);
    }

    private void take(IncomingMessage incoming, Message message) {
        Caller caller = incoming.caller();
        Verdict verdict = desk.receive(incoming);
        if (verdict instanceof Verdict.Ignored) {
            watermarks.passed(caller.conversation(), message.getIdLong());
            watermarks.settle(caller.conversation(), message.getIdLong());
        } else {
            watermarks.done(caller.conversation(), message.getIdLong());
        }
        switch (verdict) {
            case Verdict.Accepted accepted
            when !accepted.duplicate() -> {
                conversations.say(incoming.event(), caller.conversation(), accepted.greeting());
                statuses.watch(
                        caller,
                        accepted.turn(),
                        desk.language(caller),
                        conversations.status(caller.conversation(), incoming.event()));
            }
            case Verdict.Refused refused ->
                conversations.say(incoming.event(), caller.conversation(), refused.sentence());
            default -> {}
        }
    }

    /** The person has deleted it. */
    void deleted(long message) {
        surely("deletion-" + message, () -> desk.deleted(DiscordPlatform.NAME, event(message)));
    }

    private static IncomingMessage incoming(Message message, Place place, boolean addressed, MessageContent content) {
        return new IncomingMessage(
                Callers.of(place, message.getAuthor(), message.getMember()),
                message.getAuthor().isBot() || message.isWebhookMessage(),
                addressed,
                event(message.getIdLong()),
                revision(message),
                content,
                at(message));
    }

    private static Utterance said(Message message, ConversationId conversation, String words) {
        if (!words.isBlank()) {
            return Utterance.words(words);
        }
        return Recording.of(message)
                .map(sound -> Utterance.recording(() -> Recording.reference(message, sound, conversation)))
                .orElse(
                        message.getAttachments().isEmpty()
                                        && message.getStickers().isEmpty()
                                ? Utterance.NONE
                                : Utterance.OTHER);
    }

    private static Place place(Message message) {
        return message.isFromGuild()
                ? new Place.InGuild(message.getGuildIdLong(), message.getChannelIdLong())
                : new Place.Direct(message.getAuthor().getIdLong());
    }

    private static long revision(Message message) {
        OffsetDateTime edited = message.getTimeEdited();
        return edited == null ? 0 : edited.toInstant().toEpochMilli();
    }

    private static Instant at(Message message) {
        OffsetDateTime edited = message.getTimeEdited();
        return (edited == null ? message.getTimeCreated() : edited).toInstant();
    }

    private static EventId event(long message) {
        return new Question.OfMessage(message).event();
    }
}
