package dev.vignette.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.TestClip;
import dev.vignette.bot.manners.Faces;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.MannersSettings;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.turn.ManualNode;
import dev.vignette.bot.turn.TestDatabase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole adapter on a node whose tasks run when the test says so, connected to the fake; and what people do in Slack. */
final class SlackRig implements AutoCloseable {
    static final ConversationId GENERAL = new Place(FakeWorkspace.TEAM, FakeWorkspace.GENERAL, null).id();

    final FakeSlack slack = new FakeSlack();
    final HikariDataSource database = TestDatabase.inMemory();
    final JdbcClient sql = JdbcClient.create(database);
    final ManualNode node;
    final SlackParts parts;
    private final SlackBot bot;
    private final Queue<Runnable> held = new ArrayDeque<>();
    private volatile boolean holding;
    private int triggers;

    SlackRig(Duration patience) {
        this(patience, FakeSlack.APP_TOKEN);
    }

    /** @param appToken empty to go without sockets */
    SlackRig(Duration patience, String appToken) {
        var settings = new SlackSettings(FakeSlack.BOT_TOKEN, appToken, "", slack.api(), List.of("files.slack.com"));
        parts = SlackParts.of(settings, duration -> {});
        node = new ManualNode(database, List.of(parts.platform()));
        node.films.file = film -> TestClip.square(2);
        node.turns.listen(event -> slack.changed());
        var manners = new MannersSettings(
                AnswerForm.TEXT,
                Duration.ZERO,
                "",
                Set.of(),
                Set.of(),
                Set.of(),
                50,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO);
        var faces = new Faces(List.of(new Faces.Face("mia", "Mia")));
        var desk = new FrontDesk(node.inbox(), node.turns, sql, faces, manners, slack::now);
        var statuses = new StatusBoard(node.turns, sql, task -> {}, slack::now);
        bot = parts.bot(desk, node.turns, statuses, this::execute, patience);
    }

    SlackRig open() {
        bot.open();
        slack.await("connected", () -> slack.sockets.connections() > 0);
        return this;
    }

    /** The endpoint, once the bot has introduced itself. */
    SlackEndpoint openHttp(RequestSignature signature, Duration patience) {
        SlackEndpoint endpoint = bot.endpoint(signature, this::execute, patience);
        bot.open();
        slack.await("introduced", () -> !parts.connection().self().isEmpty());
        return endpoint;
    }

    private void execute(Runnable task) {
        synchronized (held) {
            if (holding) {
                held.add(task);
                slack.changed();
                return;
            }
        }
        Thread.ofVirtual().start(task);
    }

    void hold() {
        holding = true;
    }

    void release() {
        synchronized (held) {
            holding = false;
            held.forEach(task -> Thread.ofVirtual().start(task));
            held.clear();
        }
    }

    int turns() {
        return sql.sql("select count(*) from turns").query(Integer.class).single();
    }

    void answer(int turns) {
        slack.await(turns + " turns", () -> turns() >= turns);
        node.runAll();
    }

    void acknowledged(String envelope) {
        slack.await("acknowledged", () -> slack.sockets.acknowledged.containsKey(envelope));
    }

    /** An event of the Events API, in an envelope of Socket Mode. */
    String event(JsonObject event, @Nullable Integer retry) {
        return slack.sockets.send("events_api", callback(event), retry);
    }

    JsonObject callback(JsonObject event) {
        JsonObject payload = FakeWorkspace.object(
                "token",
                "x",
                "team_id",
                FakeWorkspace.TEAM,
                "api_app_id",
                "A1",
                "type",
                "event_callback",
                "event_id",
                "Ev" + event.hashCode());
        payload.addProperty("event_time", slack.now().getEpochSecond());
        payload.add("event", event);
        return payload;
    }

    JsonObject message(String type, String channel, String user, String text, String ts) {
        JsonObject event = FakeWorkspace.object(
                "type", type, "channel", channel, "user", user, "text", text, "ts", ts, "event_ts", ts);
        if (channel.startsWith("D")) {
            event.addProperty("channel_type", "im");
        }
        return event;
    }

    /** Somebody mentions the bot; returns the message's time. */
    String mention(String user, String text) {
        String ts = slack.workspace.add(FakeWorkspace.GENERAL, user, text);
        acknowledged(event(
                message("app_mention", FakeWorkspace.GENERAL, user, "<@" + FakeWorkspace.SELF + "> " + text, ts),
                null));
        return ts;
    }

    String command(String user, String channel, String text) {
        JsonObject payload = FakeWorkspace.object(
                "token",
                "x",
                "team_id",
                FakeWorkspace.TEAM,
                "team_domain",
                "friends",
                "channel_id",
                channel,
                "channel_name",
                "general",
                "user_id",
                user,
                "user_name",
                "somebody",
                "command",
                "/vignette",
                "text",
                text,
                "api_app_id",
                "A1",
                "response_url",
                slack.server.url("/respond").toString(),
                "trigger_id",
                "123.456." + ++triggers);
        return slack.sockets.send("slash_commands", payload, null);
    }

    String press(String user, FakeWorkspace.Shown message, String action) {
        return slack.sockets.send("interactive", pressed(user, message, action), null);
    }

    JsonObject pressed(String user, FakeWorkspace.Shown message, String action) {
        JsonObject button = button(message, action);
        JsonObject pressed = FakeWorkspace.object(
                "type",
                "button",
                "action_id",
                button.get("action_id").getAsString(),
                "block_id",
                "b",
                "value",
                button.get("value").getAsString(),
                "action_ts",
                slack.workspace.ts());
        JsonArray actions = new JsonArray();
        actions.add(pressed);
        JsonObject payload = FakeWorkspace.object(
                "type",
                "block_actions",
                "token",
                "x",
                "api_app_id",
                "A1",
                "trigger_id",
                "123.456." + ++triggers,
                "response_url",
                slack.server.url("/respond").toString());
        payload.add("user", FakeWorkspace.object("id", user, "username", "somebody", "team_id", FakeWorkspace.TEAM));
        payload.add("team", FakeWorkspace.object("id", FakeWorkspace.TEAM, "domain", "friends"));
        payload.add("channel", FakeWorkspace.object("id", message.channel(), "name", "general"));
        JsonObject container =
                FakeWorkspace.object("type", "message", "message_ts", message.ts(), "channel_id", message.channel());
        payload.add("container", container);
        JsonObject shown = FakeWorkspace.object("ts", message.ts(), "text", message.text());
        if (!message.thread().isEmpty()) {
            shown.addProperty("thread_ts", message.thread());
        }
        payload.add("message", shown);
        payload.add("actions", actions);
        return payload;
    }

    private static JsonObject button(FakeWorkspace.Shown message, String action) {
        for (var block : message.blocks()) {
            if (block.getAsJsonObject().get("type").getAsString().equals("actions")) {
                for (var element : block.getAsJsonObject().getAsJsonArray("elements")) {
                    if (element.getAsJsonObject().get("value").getAsString().startsWith(action)) {
                        return element.getAsJsonObject();
                    }
                }
            }
        }
        throw new AssertionError("No button " + action + " in " + message);
    }

    @Override
    public void close() {
        bot.close();
        slack.close();
        node.close();
    }
}
