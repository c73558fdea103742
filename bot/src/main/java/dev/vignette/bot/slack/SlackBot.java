package dev.vignette.bot.slack;

import com.slack.api.bolt.App;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.MessageChangedEvent;
import com.slack.api.model.event.MessageDeletedEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.MessageFileShareEvent;
import dev.vignette.bot.manners.ConnectedBot;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** The incoming side: Bolt's listeners, each of which stores and then acknowledges. Closing it takes no more events. */
final class SlackBot implements ConnectedBot.Bot, AutoCloseable {
    static final String COMMAND = "/vignette";
    static final String SHORTCUT = "make_it_talk";

    private final SlackConnection connection;
    private final App app;
    private final Runnable sweep;

    /** @param sweep takes away what an earlier life of this process has left */
    SlackBot(
            SlackConnection connection,
            SlackMessages messages,
            SlackCommands commands,
            SlackPresses presses,
            Runnable sweep) {
        this.connection = connection;
        this.sweep = sweep;
        this.app = connection.app();
        app.event(AppMentionEvent.class, (event, context) -> {
            messages.mentioned(event.getEvent(), event.getTeamId());
            return context.ack();
        });
        app.event(MessageEvent.class, (event, context) -> {
            messages.said(event.getEvent(), event.getTeamId());
            return context.ack();
        });
        app.event(MessageFileShareEvent.class, (event, context) -> {
            messages.shared(event.getEvent(), event.getTeamId());
            return context.ack();
        });
        app.event(MessageChangedEvent.class, (event, context) -> {
            messages.changed(event.getEvent(), event.getTeamId());
            return context.ack();
        });
        app.event(MessageDeletedEvent.class, (event, context) -> {
            messages.deleted(event.getEvent());
            return context.ack();
        });
        app.command(COMMAND, (request, context) -> commands.run(request.getPayload(), context));
        app.messageShortcut(SHORTCUT, (request, context) -> {
            commands.talk(request.getPayload());
            return context.ack();
        });
        app.blockAction(Pattern.compile(Pattern.quote(Blocks.ACTION) + ".*"), (request, context) -> {
            presses.press(request.getPayload());
            return context.ack();
        });
    }

    /** Where Slack may send the same over HTTP. */
    SlackEndpoint endpoint(RequestSignature signature, Executor executor, Duration patience) {
        return new SlackEndpoint(app, () -> !connection.self().isEmpty(), signature, executor, patience);
    }

    @Override
    public void open() {
        connection.open(app);
        Thread.ofVirtual().name("slack-sweep").start(sweep);
    }

    @Override
    public void close() {
        connection.close();
    }
}
