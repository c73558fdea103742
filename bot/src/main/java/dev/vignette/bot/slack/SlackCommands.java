package dev.vignette.bot.slack;

import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.response.Response;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.CommandAnswer;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.MenuEntry;
import dev.vignette.bot.manners.StatusBoard;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /vignette …} and "Make it talk". Slack does not send a command twice: when the database is slow, the person is told, and
 * what is stored after all is answered all the same.
 */
final class SlackCommands {
    private static final Logger LOG = LoggerFactory.getLogger(SlackCommands.class);

    private final FrontDesk desk;
    private final StatusBoard statuses;
    private final Conversations conversations;
    private final SlackConnection connection;
    private final Locales locales;
    private final Executor executor;
    private final Duration patience;
    private final Set<String> names;

    /** @param patience of the three seconds that Slack gives to acknowledge */
    SlackCommands(
            FrontDesk desk,
            StatusBoard statuses,
            Conversations conversations,
            SlackConnection connection,
            Locales locales,
            Executor executor,
            Duration patience) {
        this.desk = desk;
        this.statuses = statuses;
        this.conversations = conversations;
        this.connection = connection;
        this.locales = locales;
        this.executor = executor;
        this.patience = patience;
        this.names = desk.menu("en").stream().map(MenuEntry::name).collect(Collectors.toSet());
    }

    Response run(SlashCommandPayload command, SlashCommandContext context) {
        String text = Mrkdwn.plain(Objects.requireNonNullElse(command.getText(), ""), connection.self());
        Place place = new Place(command.getTeamId(), command.getChannelId(), null);
        Caller caller = caller(place, command.getUserId());
        Question question = new Question.OfCommand(command.getUserId(), command.getTriggerId());
        CommandAnswer answer = within(() -> answer(caller, question, text));
        if (answer == null) {
            return context.ack(SlackWords.say("unavailable", language(caller)));
        }
        if (answer.turn() != null) {
            statuses.watch(caller, answer.turn(), desk.language(caller), conversations.status(place, question.event()));
            return context.ack(
                    answer.text().isBlank() ? SlackWords.say("on-it", desk.language(caller)) : answer.text());
        }
        return answer.text().isBlank() ? context.ack() : context.ack(Blocks.choices(answer.text(), answer.choices()));
    }

    /** The first word is a command of ours, or else all of it is a question. */
    private CommandAnswer answer(Caller caller, Question question, String text) {
        String[] words = text.split("\\s+", 2);
        String first = words[0].toLowerCase(Locale.ROOT);
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
                : within(() -> desk.run(caller, question.event(), "say", text));
        if (answer == null) {
            conversations.say(place, user, SlackWords.say("unavailable", language(caller)));
        } else if (answer.turn() != null) {
            statuses.watch(caller, answer.turn(), desk.language(caller), conversations.status(place, question.event()));
        } else if (!answer.text().isBlank()) {
            conversations.say(place, user, answer);
        }
    }

    private Caller caller(Place place, String user) {
        return place.caller(user, locales.of(user));
    }

    private static String language(Caller caller) {
        return caller.language() == null ? "en" : caller.language();
    }

    private @Nullable CommandAnswer within(Supplier<CommandAnswer> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            LOG.warn("A command failed.", e.getCause());
            return null;
        } catch (TimeoutException e) {
            LOG.warn("A command takes longer than {} ms; the person is told.", patience.toMillis());
            return null;
        }
    }
}
