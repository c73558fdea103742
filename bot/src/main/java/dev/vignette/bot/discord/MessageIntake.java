package dev.vignette.bot.discord;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.IncomingMessage;
import dev.vignette.bot.manners.StatusBoard;
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
        IncomingMessage incoming = read(message, place).orElse(null);
        if (incoming == null) {
            watermarks.passed(place.id(), id);
            return;
        }
        watermarks.open(place.id(), id);
        try {
            take(incoming, message);
        } catch (DataAccessException e) {
            LOG.warn(
                    "A message cannot be stored ({}); it is kept and tried again.",
                    e.getClass().getSimpleName());
            Thread.ofVirtual().name("discord-message-" + id).start(() -> takeLater(incoming, message));
        }
    }

    private void takeLater(IncomingMessage incoming, Message message) {
        Duration next = Duration.ofMillis(500);
        for (int i = 0; i < TRIES; i++) {
            try {
                pause.take(next);
                take(incoming, message);
                return;
            } catch (DataAccessException e) {
                next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
            } catch (InterruptedException e) {
                return;
            }
        }
        LOG.error("A message could not be stored for {} tries; it is fetched again after the next start.", TRIES);
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
        try {
            desk.deleted(DiscordPlatform.NAME, event(message));
        } catch (DataAccessException e) {
            LOG.warn("The answer to a deleted message stays, as the database is out of reach.");
        }
    }

    /** What the message says to the bot; empty if it says nothing that could be answered. */
    private static Optional<IncomingMessage> read(Message message, Place place) {
        Optional<String> words = Addressed.to(message.getJDA().getSelfUser(), message);
        String said = words.orElseGet(message::getContentRaw);
        MessageContent content = content(message, place.id(), said);
        if (content == null) {
            return Optional.empty();
        }
        return Optional.of(new IncomingMessage(
                Callers.of(place, message.getAuthor(), message.getMember()),
                message.getAuthor().isBot() || message.isWebhookMessage(),
                words.isPresent(),
                event(message.getIdLong()),
                revision(message),
                content,
                at(message)));
    }

    private static @Nullable MessageContent content(Message message, ConversationId conversation, String words) {
        try {
            if (!words.isBlank()) {
                return new MessageContent.Text(words);
            }
            return Recording.in(message, conversation).orElse(null);
        } catch (IllegalArgumentException e) {
            // Larger than any recording; the words beside it, if any, would have been taken.
            return null;
        }
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
