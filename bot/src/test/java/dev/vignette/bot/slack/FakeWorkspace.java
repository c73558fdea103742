package dev.vignette.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vignette.bot.slack.FakeSlack.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Channels and messages, with Slack's checks on what a bot may do. */
final class FakeWorkspace {
    static final String TEAM = "T00000001";
    static final String SELF = "U0000BOT1";
    static final String GENERAL = "C00000001";
    static final String PRIVATE = "C00000009";
    static final String DM = "D00000001";
    static final String ANN = "U00000ANN";
    static final String BOB = "U00000BOB";

    /**
     * What stands in a channel.
     *
     * @param thread empty for none
     * @param file id of the file it shows; empty for none
     */
    record Shown(String channel, String ts, String thread, String user, String text, JsonArray blocks, String file) {}

    private final FakeSlack slack;
    private final Map<String, Shown> messages = new LinkedHashMap<>();
    /** What only one person was shown. */
    final List<String> whispers = new ArrayList<>();
    /** Channels that the bot is in. */
    final Set<String> joined = new HashSet<>(Set.of(GENERAL, DM));

    final FakeStorage films;
    private int count;

    FakeWorkspace(FakeSlack slack) {
        this.slack = slack;
        this.films = new FakeStorage(slack, this);
    }

    synchronized List<Shown> answers(String channel) {
        return messages.values().stream()
                .filter(message ->
                        message.channel().equals(channel) && message.user().equals(SELF))
                .toList();
    }

    synchronized void clear() {
        messages.clear();
        whispers.clear();
    }

    synchronized String ts() {
        return slack.now().getEpochSecond() + String.format(java.util.Locale.ROOT, ".%06d", ++count);
    }

    /** Somebody's message; returns its time. */
    synchronized String add(String channel, String user, String text) {
        String ts = ts();
        messages.put(channel + "/" + ts, new Shown(channel, ts, "", user, text, new JsonArray(), ""));
        return ts;
    }

    synchronized void remove(String channel, String ts) {
        messages.remove(channel + "/" + ts);
    }

    JsonObject call(String method, Map<String, String> form, String authorization) {
        boolean app = method.equals("apps.connections.open");
        String token = app ? FakeSlack.APP_TOKEN : FakeSlack.BOT_TOKEN;
        if (authorization.isEmpty()) {
            throw new Refusal("not_authed");
        }
        if (!authorization.equals("Bearer " + token)) {
            throw new Refusal("invalid_auth");
        }
        return switch (method) {
            case "auth.test" ->
                object("user_id", SELF, "team_id", TEAM, "bot_id", "B00000001", "user", "vignette", "team", "Friends");
            case "apps.connections.open" -> object("url", slack.sockets.ticket());
            case "chat.postMessage" -> post(form);
            case "chat.update" -> update(form);
            case "chat.delete" -> delete(form);
            case "chat.postEphemeral" -> whisper(form);
            case "conversations.join" -> join(form);
            case "conversations.open" -> open(form);
            case "users.info" -> user(form);
            case "files.getUploadURLExternal" -> films.place(form);
            case "files.completeUploadExternal" -> films.complete(form);
            case "files.info" -> films.info(form);
            case "files.delete" -> films.delete(form);
            default -> throw new Refusal("unknown_method");
        };
    }

    private synchronized JsonObject post(Map<String, String> form) {
        String channel = channel(form);
        String thread = thread(channel, form);
        String ts = ts();
        messages.put(channel + "/" + ts, new Shown(channel, ts, thread, SELF, text(form), blocks(form), ""));
        return object("channel", channel, "ts", ts);
    }

    private synchronized JsonObject update(Map<String, String> form) {
        String key = form.get("channel") + "/" + form.get("ts");
        Shown before = messages.get(key);
        if (before == null) {
            throw new Refusal("message_not_found");
        }
        if (!before.user().equals(SELF)) {
            throw new Refusal("cant_update_message");
        }
        messages.put(
                key,
                new Shown(
                        before.channel(), before.ts(), before.thread(), SELF, text(form), blocks(form), before.file()));
        return object("channel", before.channel(), "ts", before.ts());
    }

    private synchronized JsonObject delete(Map<String, String> form) {
        if (messages.remove(form.get("channel") + "/" + form.get("ts")) == null) {
            throw new Refusal("message_not_found");
        }
        return new JsonObject();
    }

    private synchronized JsonObject whisper(Map<String, String> form) {
        channel(form);
        if (form.getOrDefault("user", "").isEmpty()) {
            throw new Refusal("user_not_in_channel");
        }
        whispers.add(text(form));
        return object("message_ts", ts());
    }

    private synchronized JsonObject join(Map<String, String> form) {
        String channel = form.getOrDefault("channel", "");
        if (!channel.equals(GENERAL)) {
            throw new Refusal("method_not_supported_for_channel_type");
        }
        joined.add(channel);
        return new JsonObject();
    }

    private static JsonObject open(Map<String, String> form) {
        if (!ANN.equals(form.get("users"))) {
            throw new Refusal("user_not_found");
        }
        JsonObject answer = new JsonObject();
        answer.add("channel", object("id", DM));
        return answer;
    }

    private static JsonObject user(Map<String, String> form) {
        JsonObject answer = new JsonObject();
        answer.add("user", object("id", form.getOrDefault("user", ""), "locale", "es-ES"));
        return answer;
    }

    /** A file stands in a channel from now on. */
    synchronized void show(String file, Map<String, String> form) {
        Map<String, String> there = new HashMap<>(form);
        there.put("channel", form.getOrDefault("channel_id", ""));
        String channel = channel(there);
        String thread = thread(channel, form);
        String ts = ts();
        messages.put(
                channel + "/" + ts,
                new Shown(channel, ts, thread, SELF, form.getOrDefault("initial_comment", ""), new JsonArray(), file));
    }

    /** It does no more. */
    synchronized void hide(String file) {
        messages.values().removeIf(message -> message.file().equals(file));
    }

    private String channel(Map<String, String> form) {
        String channel = form.getOrDefault("channel", "");
        if (!channel.matches("[CDG][A-Z0-9]{8}")) {
            throw new Refusal("channel_not_found");
        }
        if (!joined.contains(channel)) {
            throw new Refusal("not_in_channel");
        }
        return channel;
    }

    private String thread(String channel, Map<String, String> form) {
        String thread = form.getOrDefault("thread_ts", "");
        Shown parent = messages.get(channel + "/" + thread);
        if (parent != null && !parent.thread().isEmpty()) {
            throw new Refusal("invalid_thread_ts");
        }
        return thread;
    }

    private static String text(Map<String, String> form) {
        String text = form.getOrDefault("text", "");
        if (text.isEmpty() && form.getOrDefault("blocks", "").isEmpty()) {
            throw new Refusal("no_text");
        }
        if (text.length() > 40_000) {
            throw new Refusal("msg_too_long");
        }
        if (text.contains("<!")) {
            throw new AssertionError("A message that pings: " + text);
        }
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static JsonArray blocks(Map<String, String> form) {
        JsonArray blocks =
                JsonParser.parseString(form.getOrDefault("blocks", "[]")).getAsJsonArray();
        Set<String> ids = new HashSet<>();
        if (blocks.size() > 50) {
            throw new Refusal("invalid_blocks");
        }
        for (JsonElement each : blocks) {
            JsonObject block = each.getAsJsonObject();
            switch (block.get("type").getAsString()) {
                case "section" -> {
                    int length = block.getAsJsonObject("text")
                            .get("text")
                            .getAsString()
                            .length();
                    if (length < 1 || length > 3_000) {
                        throw new Refusal("invalid_blocks");
                    }
                }
                case "actions" -> {
                    for (JsonElement element : block.getAsJsonArray("elements")) {
                        JsonObject button = element.getAsJsonObject();
                        int label = button.getAsJsonObject("text")
                                .get("text")
                                .getAsString()
                                .length();
                        if (!ids.add(button.get("action_id").getAsString())
                                || label > 75
                                || button.get("value").getAsString().length() > 2_000) {
                            throw new Refusal("invalid_blocks");
                        }
                    }
                }
                case "context" -> {}
                default -> throw new Refusal("invalid_blocks");
            }
        }
        return blocks;
    }

    static JsonObject object(String... keysAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.addProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
