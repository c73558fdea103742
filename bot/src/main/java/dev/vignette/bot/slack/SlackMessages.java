package dev.vignette.bot.slack;

import com.slack.api.model.File;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.MessageChangedEvent;
import com.slack.api.model.event.MessageDeletedEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.MessageFileShareEvent;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.IncomingMessage;
import dev.vignette.bot.manners.Notice;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.Utterance;
import dev.vignette.bot.manners.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Messages. Each method returns when the message is stored, or is none of the bot's business; what it throws keeps Bolt from
 * acknowledging, and Slack sends the event again.
 */
final class SlackMessages {
    private final FrontDesk desk;
    private final StatusBoard statuses;
    private final Conversations conversations;
    private final SlackConnection connection;
    private final Locales locales;

    SlackMessages(
            FrontDesk desk,
            StatusBoard statuses,
            Conversations conversations,
            SlackConnection connection,
            Locales locales) {
        this.desk = desk;
        this.statuses = statuses;
        this.conversations = conversations;
        this.connection = connection;
        this.locales = locales;
    }

    /**
     * One message, whichever event told of it.
     *
     * @param thread it was sent in; null for none
     * @param edited when it was edited; null if it was not
     */
    private record Said(
            String team,
            String channel,
            String ts,
            @Nullable String thread,
            @Nullable String user,
            @Nullable String bot,
            @Nullable String text,
            @Nullable List<File> files,
            @Nullable String edited) {}

    void mentioned(AppMentionEvent event, String team) {
        take(new Said(
                team,
                event.getChannel(),
                event.getTs(),
                event.getThreadTs(),
                event.getUser(),
                event.getBotId(),
                event.getText(),
                event.getFiles(),
                event.getEdited() == null ? null : event.getEdited().getTs()));
    }

    void said(MessageEvent event, String team) {
        take(new Said(
                team,
                event.getChannel(),
                event.getTs(),
                event.getThreadTs(),
                event.getUser(),
                event.getBotId(),
                event.getText(),
                event.getFiles(),
                null));
    }

    void shared(MessageFileShareEvent event, String team) {
        take(new Said(
                team,
                event.getChannel(),
                event.getTs(),
                event.getThreadTs(),
                event.getUser(),
                null,
                event.getText(),
                event.getFiles(),
                null));
    }

    void changed(MessageChangedEvent event, String team) {
        MessageChangedEvent.Message now = event.getMessage();
        // A link's preview has come, a reply was counted: nobody has edited anything.
        if (now == null || now.getEdited() == null) {
            return;
        }
        take(new Said(
                team,
                event.getChannel(),
                now.getTs(),
                now.getThreadTs(),
                now.getUser(),
                now.getBotId(),
                now.getText(),
                now.getFiles(),
                now.getEdited().getTs()));
    }

    void deleted(MessageDeletedEvent event) {
        desk.deleted(SlackPlatform.NAME, new Question.OfMessage(event.getChannel(), event.getDeletedTs()).event());
    }

    private void take(Said said) {
        String self = connection.self();
        String text = Objects.requireNonNullElse(said.text(), "");
        boolean direct = said.channel().startsWith("D");
        String user = said.user();
        if (user == null) {
            return;
        }
        // In channels every question has a thread of its own; in a direct chat only those that were asked in one.
        String thread = direct ? said.thread() : Objects.requireNonNullElse(said.thread(), said.ts());
        Place place = new Place(said.team(), said.channel(), thread);
        Question question = new Question.OfMessage(said.channel(), said.ts());
        Caller caller = place.caller(user, locales.of(user));
        boolean program = said.bot() != null || user.equals(self);
        boolean addressed = direct || (!self.isEmpty() && text.contains("<@" + self));
        Utterance utterance = utterance(Mrkdwn.plain(text, self), said.files());
        Notice refusal = utterance.refusal();
        if (refusal != null && addressed && !program && said.edited() == null) {
            desk.notice(caller, refusal).ifPresent(sentence -> conversations.say(place, user, sentence));
        }
        MessageContent content = utterance.content();
        if (content == null) {
            return;
        }
        Verdict verdict = desk.receive(new IncomingMessage(
                caller,
                program,
                addressed,
                question.event(),
                said.edited() == null ? 0 : millis(said.edited()),
                content,
                Instant.ofEpochMilli(millis(said.edited() == null ? said.ts() : said.edited()))));
        switch (verdict) {
            case Verdict.Accepted accepted
            when !accepted.duplicate() -> {
                conversations.say(place, user, accepted.greeting());
                statuses.watch(
                        caller, accepted.turn(), desk.language(caller), conversations.status(place, question.event()));
            }
            case Verdict.Refused refused -> conversations.say(place, user, refused.sentence());
            default -> {}
        }
    }

    private static Utterance utterance(String words, @Nullable List<File> files) {
        if (!words.isBlank()) {
            return Utterance.words(words);
        }
        if (files == null || files.isEmpty()) {
            return Utterance.NONE;
        }
        return files.stream()
                .filter(SlackMessages::audible)
                .findFirst()
                .map(file -> Utterance.recording(() -> new MessageContent.Attachment(
                        file.getId(), type(file), Objects.requireNonNullElse(file.getSize(), 0))))
                .orElse(Utterance.OTHER);
    }

    /** An audio clip of Slack's own is sound alone, though its declared type may be a film's. */
    private static String type(File file) {
        String declared = Objects.requireNonNullElse(file.getMimetype(), "application/octet-stream");
        return "slack_audio".equals(file.getSubtype()) ? declared.replaceFirst("^video/", "audio/") : declared;
    }

    /** Slack's own clips say so; their declared type is not to be relied on. */
    private static boolean audible(File file) {
        String type = Objects.requireNonNullElse(file.getMimetype(), "").toLowerCase(Locale.ROOT);
        String subtype = Objects.requireNonNullElse(file.getSubtype(), "");
        return subtype.equals("slack_audio")
                || subtype.equals("slack_video")
                || type.startsWith("audio/")
                || type.startsWith("video/");
    }

    /** Slack's times are seconds with six decimals. */
    private static long millis(String ts) {
        try {
            return new BigDecimal(ts).movePointRight(3).longValue();
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
