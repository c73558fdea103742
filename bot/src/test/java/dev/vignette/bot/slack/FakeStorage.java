package dev.vignette.bot.slack;

import static dev.vignette.bot.slack.FakeWorkspace.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vignette.bot.chat.TestVoice;
import dev.vignette.bot.slack.FakeSlack.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.ByteString;

/** Files: those that the bot uploads in three steps, and recordings of people that only its token opens. */
final class FakeStorage {
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

    /**
     * What somebody has sent.
     *
     * @param mediaType as the file host answers
     * @param address instead of the file host's own; empty for that
     */
    private record Recording(ByteString content, String mediaType, String address) {}

    private final FakeSlack slack;
    private final FakeWorkspace workspace;
    private final Map<String, Upload> uploads = new HashMap<>();
    private final Map<String, Recording> recordings = new HashMap<>();
    /** Largest file that the workspace takes. */
    int limit = 50_000_000;

    private int count;

    FakeStorage(FakeSlack slack, FakeWorkspace workspace) {
        this.slack = slack;
        this.workspace = workspace;
    }

    /** A recording that somebody has sent; returns its file's id. */
    String record(byte[] content, String address) {
        return record(content, "audio/mp4", address);
    }

    synchronized String record(byte[] content, String mediaType, String address) {
        String id = id();
        recordings.put(id, new Recording(ByteString.of(content), mediaType, address));
        return id;
    }

    /** How much of a film has arrived. */
    synchronized int bytes(String file) {
        return Objects.requireNonNull(uploads.get(file)).bytes.size();
    }

    /** What a shown file is called; empty if there is none. */
    synchronized String name(String file) {
        Upload upload = uploads.get(file);
        return upload == null ? "" : upload.name;
    }

    private String id() {
        return "F" + (10_000_000 + ++count);
    }

    synchronized JsonObject place(Map<String, String> form) {
        int length = Integer.parseInt(form.getOrDefault("length", "0"));
        if (form.getOrDefault("filename", "").isEmpty() || length <= 0) {
            throw new Refusal("invalid_arguments");
        }
        if (length > limit) {
            throw new Refusal("file_upload_size_restricted");
        }
        String id = id();
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
        boolean plays = upload.name.endsWith(".ogg")
                ? TestVoice.isOpusInOgg(bytes.toByteArray())
                : upload.name.endsWith(".mp4");
        if (!plays) {
            throw new AssertionError("Slack would show " + upload.name + " as a file that nobody can play.");
        }
        upload.bytes = bytes;
        upload.sent = true;
        return new MockResponse.Builder().body("OK - " + bytes.size()).build();
    }

    synchronized JsonObject complete(Map<String, String> form) {
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
            workspace.show(id, form);
            upload.shared = true;
            // Slack tells only later in which message the file is shown.
            done.add(object("id", id, "title", upload.name));
        }
        JsonObject answer = new JsonObject();
        answer.add("files", done);
        return answer;
    }

    synchronized JsonObject info(Map<String, String> form) {
        String id = form.getOrDefault("file", "");
        Recording recording = recordings.get(id);
        if (recording == null) {
            throw new Refusal("file_not_found");
        }
        String address =
                recording.address().isEmpty() ? slack.server.url("/files/" + id).toString() : recording.address();
        JsonObject answer = new JsonObject();
        answer.add("file", object("id", id, "mimetype", "audio/mp4", "url_private_download", address));
        return answer;
    }

    synchronized MockResponse serve(String id, RecordedRequest request) {
        if (!("Bearer " + FakeSlack.BOT_TOKEN).equals(request.getHeaders().get("Authorization"))) {
            return new MockResponse.Builder()
                    .addHeader("Content-Type", "text/html; charset=utf-8")
                    .body("<html>Sign in</html>")
                    .build();
        }
        Recording recording = Objects.requireNonNull(recordings.get(id));
        return new MockResponse.Builder()
                .addHeader("Content-Type", recording.mediaType())
                .body(new Buffer().write(recording.content()))
                .build();
    }

    synchronized JsonObject delete(Map<String, String> form) {
        String id = form.getOrDefault("file", "");
        if (uploads.remove(id) == null) {
            throw new Refusal("file_not_found");
        }
        workspace.hide(id);
        return new JsonObject();
    }
}
