package dev.vignette.bot.slack;

import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.manners.CommandAnswer;
import dev.vignette.bot.manners.StatusLine;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said beside the answers: greetings, refusals, progress. None of it is worth a second try. */
final class Conversations {
    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    private final SlackPlatform platform;
    private final Executor executor;
    private final SlackCommandNames names;

    Conversations(SlackPlatform platform, Executor executor, SlackCommandNames names) {
        this.platform = platform;
        this.executor = executor;
        this.names = names;
    }

    /** Says a sentence to one person, some time; nothing if it is null. */
    void say(Place place, String user, @Nullable String sentence) {
        if (sentence != null && !sentence.isBlank()) {
            say(place, user, new CommandAnswer(sentence, List.of(), null));
        }
    }

    /** The same with buttons. */
    void say(Place place, String user, CommandAnswer answer) {
        String words = names.shown(answer.text());
        var text = new Posts.Text(Mrkdwn.of(words), Blocks.choices(words, answer.choices()));
        Post below = below(place);
        executor.execute(() -> {
            try {
                if (place.direct()) {
                    platform.posts().say(below, text);
                } else {
                    platform.posts().whisper(user, below, text);
                }
            } catch (DeliveryException | SlackCalls.RefusedException e) {
                LOG.info("A sentence could not be said: {}", e.getMessage());
            }
        });
    }

    private static Post below(Place place) {
        return new Post(place.channel(), place.thread() == null ? "" : place.thread());
    }

    /** How the progress of the answer to {@code question} is shown. */
    StatusLine status(Place place, EventId question) {
        return new Status(place, question);
    }

    private final class Status implements StatusLine {
        private final Place place;
        private final EventId question;

        Status(Place place, EventId question) {
            this.place = place;
            this.question = question;
        }

        @Override
        public PlatformMessageId post(String text, TurnId turn, String language) {
            return platform.say(place.id(), question, message(text, turn, language));
        }

        @Override
        public void edit(PlatformMessageId message, String text, TurnId turn, String language) {
            platform.posts().change(Post.of(message), message(text, turn, language));
        }

        @Override
        public void remove(PlatformMessageId message) {
            platform.retract(place.id(), message);
        }

        private Posts.Text message(String text, TurnId turn, String language) {
            return new Posts.Text(Mrkdwn.of(text), platform.blocks().status(text, turn, language));
        }
    }
}
