package dev.vignette.bot.slack;

import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.response.Response;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.CommandAnswer;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.WithinSeconds;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * {@code /vignette …} and "Make it talk". Slack does not send a command twice: when the database is slow, the person is told, and
 * what is stored after all is answered all the same.
 */
final class SlackCommands {
    private final FrontDesk desk;
    private final StatusBoard statuses;
    private final Conversations conversations;
    private final SlackConnection connection;
    private final Locales locales;
    private final WithinSeconds patience;
    private final SlackCommandNames names;

    SlackCommands(
            FrontDesk desk,
            StatusBoard statuses,
            Conversations conversations,
            SlackConnection connection,
            Locales locales,
            WithinSeconds patience,
            SlackCommandNames names) {
        this.desk = desk;
        this.statuses = statuses;
        this.conversations = conversations;
        this.connection = connection;
        this.locales = locales;
        this.patience = patience;
        this.names = names;
    }

    Response run(SlashCommandPayload command, SlashCommandContext context) {
        String text = Mrkdwn.plain(Objects.requireNonNullElse(command.getText(), ""), connection.self());
        Place place = new Place(command.getTeamId(), command.getChannelId(), null);
        Caller caller = caller(place, command.getUserId());
        Question question = new Question.OfCommand(command.getUserId(), command.getTriggerId());
        CommandAnswer answer =
                patience.get(() -> answer(caller, question, text)).orElse(null);
        if (answer == null) {
            return context.ack(desk.wording().unavailable(caller));
        }
        if (answer.turn() != null) {
            statuses.watch(caller, answer.turn(), desk.language(caller), conversations.status(place, question.event()));
            return context.ack(
                    answer.text().isBlank()
                            ? SlackWords.say("on-it", desk.language(caller))
                            : names.shown(answer.text()));
        }
        return answer.text().isBlank()
                ? context.ack()
                : context.ack(Blocks.choices(names.shown(answer.text()), answer.choices()));
    }

    /** The first word is a command of ours, or else all of it is a question. */
    private CommandAnswer answer(Caller caller, Question question, String text) {
        String[] words = text.split("\\s+", 2);
        // As they are called elsewhere, too.
        String first = words[0].toLowerCase(Locale.ROOT).replaceFirst("^/", "");
        if (text.isBlank()) {
            return desk.run(caller, question.event(), "help", "");
        }
        return names.contains(first)
                ? desk.run(caller, question.event(), first, words.length > 1 ? words[1] : "")
                : desk.run(caller, question.event(), "ask", text);
    }

    /** The shortcut on a message: its text, word for word, said in the message's thread. */
    void talk(MessageShortcutPayload shortcut) {
        var message = shortcut.getMessage();
        String ts = message.getThreadTs() == null ? message.getTs() : message.getThreadTs();
        String channel = shortcut.getChannel().getId();
        Place place = new Place(shortcut.getTeam().getId(), channel, channel.startsWith("D") ? null : ts);
        String user = shortcut.getUser().getId();
        Caller caller = caller(place, user);
        Question question = new Question.OfCommand(user, shortcut.getTriggerId());
        String text = Mrkdwn.plain(Objects.requireNonNullElse(message.getText(), ""), connection.self());
        CommandAnswer answer = text.isBlank()
                ? new CommandAnswer(SlackWords.say("nothing-to-say", desk.language(caller)), List.of(), null)
                : patience.get(() -> desk.run(caller, question.event(), "say", text))
                        .orElse(null);
        if (answer == null) {
            conversations.say(place, user, desk.wording().unavailable(caller));
        } else if (answer.turn() != null) {
            statuses.watch(caller, answer.turn(), desk.language(caller), conversations.status(place, question.event()));
        } else if (!answer.text().isBlank()) {
            conversations.say(place, user, answer);
        }
    }

    private Caller caller(Place place, String user) {
        return place.caller(user, locales.of(user));
    }
}
