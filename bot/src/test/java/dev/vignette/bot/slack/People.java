package dev.vignette.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** People who use Slack: what they do, and the envelopes that tell of it. */
final class People {
    private final FakeSlack slack;
    private int triggers;

    People(FakeSlack slack) {
        this.slack = slack;
    }

    /** Waits until the bot has taken the envelope. */
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
}
