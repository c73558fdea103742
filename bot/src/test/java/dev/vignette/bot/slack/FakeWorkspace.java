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
import java.util.Objects;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.ByteString;

/** Channels, messages and files, with Slack's checks on what a bot may do. */
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

    private static final class Upload {
        final String name;
        final int length;
        ByteString bytes = ByteString.EMPTY;
        boolean sent;
        boolean shared;

        Upload(String name, int length) {
            this.name = name;
            this.length = length;
        }
    }

    private final FakeSlack slack;
    private final Map<String, Shown> messages = new LinkedHashMap<>();
    private final Map<String, Upload> uploads = new HashMap<>();
    private final Map<String, ByteString> recordings = new HashMap<>();
    private final Map<String, String> redirects = new HashMap<>();
    /** What only one person was shown. */
    final List<String> whispers = new ArrayList<>();
    /** Channels that the bot is in. */
    final Set<String> joined = new HashSet<>(Set.of(GENERAL, DM));

    int uploadLimit = 50_000_000;
    private int count;

    FakeWorkspace(FakeSlack slack) {
        this.slack = slack;
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

    /** A recording that somebody has sent; returns its file's id. */
    synchronized String record(byte[] content, String redirect) {
        String id = "F" + (10_000_000 + ++count);
        recordings.put(id, ByteString.of(content));
        redirects.put(id, redirect);
        return id;
    }

    synchronized int bytes(String file) {
        return Objects.requireNonNull(uploads.get(file)).bytes.size();
    }

    synchronized JsonObject call(String method, Map<String, String> form, String authorization) {
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
            case "files.getUploadURLExternal" -> place(form);
            case "files.completeUploadExternal" -> complete(form);
            case "files.info" -> info(form);
            case "files.delete" -> deleteFile(form);
            default -> throw new Refusal("unknown_method");
        };
    }

    private JsonObject post(Map<String, String> form) {
        String channel = channel(form);
        String thread = thread(channel, form);
        String ts = ts();
        messages.put(channel + "/" + ts, new Shown(channel, ts, thread, SELF, text(form), blocks(form), ""));
        return object("channel", channel, "ts", ts);
    }

    private JsonObject update(Map<String, String> form) {
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

    private JsonObject delete(Map<String, String> form) {
        if (messages.remove(form.get("channel") + "/" + form.get("ts")) == null) {
            throw new Refusal("message_not_found");
        }
        return new JsonObject();
    }

    private JsonObject whisper(Map<String, String> form) {
        channel(form);
        if (form.getOrDefault("user", "").isEmpty()) {
            throw new Refusal("user_not_in_channel");
        }
        whispers.add(text(form));
        return object("message_ts", ts());
    }

    private JsonObject join(Map<String, String> form) {
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

    private JsonObject place(Map<String, String> form) {
        int length = Integer.parseInt(form.getOrDefault("length", "0"));
        if (form.getOrDefault("filename", "").isEmpty() || length <= 0) {
            throw new Refusal("invalid_arguments");
        }
        if (length > uploadLimit) {
            throw new Refusal("file_upload_size_restricted");
        }
        String id = "F" + (10_000_000 + ++count);
        uploads.put(id, new Upload(form.get("filename"), length));
        return object(
                "file_id", id, "upload_url", slack.server.url("/upload/" + id).toString());
    }

    synchronized MockResponse receive(String id, RecordedRequest request) {
        if (request.getHeaders().get("Authorization") != null) {
            throw new AssertionError("The token went to the upload host.");
        }
        Upload upload = uploads.get(id);
        ByteString bytes = Objects.requireNonNullElse(request.getBody(), ByteString.EMPTY);
        if (upload == null || bytes.size() != upload.length) {
            return new MockResponse.Builder().code(400).body("wrong length").build();
        }
        if (upload.sent) {
            return new MockResponse.Builder().code(409).body("sent already").build();
        }
        upload.bytes = bytes;
        upload.sent = true;
        return new MockResponse.Builder().body("OK - " + bytes.size()).build();
    }

    private JsonObject complete(Map<String, String> form) {
        JsonArray files =
                JsonParser.parseString(form.getOrDefault("files", "[]")).getAsJsonArray();
        JsonArray done = new JsonArray();
        for (JsonElement each : files) {
            String id = each.getAsJsonObject().get("id").getAsString();
            Upload upload = uploads.get(id);
            if (upload == null || !upload.sent) {
                throw new Refusal("file_not_found");
            }
            if (upload.shared) {
                throw new Refusal("file_already_completed");
            }
            Map<String, String> there = new HashMap<>(form);
            there.put("channel", form.getOrDefault("channel_id", ""));
            String channel = channel(there);
            String thread = thread(channel, form);
            upload.shared = true;
            String ts = ts();
            messages.put(
                    channel + "/" + ts,
                    new Shown(
                            channel, ts, thread, SELF, form.getOrDefault("initial_comment", ""), new JsonArray(), id));
            // Slack tells only later in which message the file is shown.
            done.add(object("id", id, "title", upload.name));
        }
        JsonObject answer = new JsonObject();
        answer.add("files", done);
        return answer;
    }

    private JsonObject info(Map<String, String> form) {
        String id = form.getOrDefault("file", "");
        if (!recordings.containsKey(id)) {
            throw new Refusal("file_not_found");
        }
        String redirect = Objects.requireNonNullElse(redirects.get(id), "");
        JsonObject answer = new JsonObject();
        answer.add(
                "file",
                object(
                        "id",
                        id,
                        "mimetype",
                        "audio/mp4",
                        "url_private_download",
                        redirect.isEmpty() ? slack.server.url("/files/" + id).toString() : redirect));
        return answer;
    }

    synchronized MockResponse serve(String id, RecordedRequest request) {
        if (!("Bearer " + FakeSlack.BOT_TOKEN).equals(request.getHeaders().get("Authorization"))) {
            return new MockResponse.Builder()
                    .addHeader("Content-Type", "text/html; charset=utf-8")
                    .body("<html>Sign in</html>")
                    .build();
        }
        return new MockResponse.Builder()
                .addHeader("Content-Type", "audio/mp4")
                .body(new Buffer().write(Objects.requireNonNull(recordings.get(id))))
                .build();
    }

    private JsonObject deleteFile(Map<String, String> form) {
        String id = form.getOrDefault("file", "");
        if (uploads.remove(id) == null) {
            throw new Refusal("file_not_found");
        }
        messages.values().removeIf(message -> message.file().equals(id));
        return new JsonObject();
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
