package dev.vignette.bot.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vignette.bot.chat.FakeServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.ByteString;

/**
 * Slack for tests: methods under {@code /api/}, Socket Mode under {@code /link}, uploads and files, on one port of this machine.
 * Refuses what Slack refuses. Its clock stands unless a test moves it.
 */
final class FakeSlack extends FakeServer {
    static final String BOT_TOKEN = "xoxb-111111111111-222222222222-abcdefghijklmnopqrstuvwx";
    static final String APP_TOKEN = "xapp-1-A0000000000-333333333333-abcdef0123456789";

    static final String ALL_SCOPES = "app_mentions:read,channels:join,chat:write,commands,files:read,files:write,"
            + "im:history,im:read,im:write,users:read";

    final FakeWorkspace workspace = new FakeWorkspace(this);
    final FakeSockets sockets = new FakeSockets(this);
    /** Names of the methods called, in order. */
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** What the bot's token may do. */
    volatile String scopes = ALL_SCOPES;

    FakeSlack() {
        this(STANDING);
    }

    FakeSlack(InstantSource clock) {
        super(clock);
    }

    URI api() {
        return server.url("/api/").uri();
    }

    @Override
    protected String line(RecordedRequest request) {
        return request.getMethod() + " " + request.getUrl().encodedPath();
    }

    @Override
    protected MockResponse answer(String line, RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (path.startsWith("/link")) {
            return sockets.connect(request);
        }
        if (path.startsWith("/upload/")) {
            return workspace.films.receive(path.substring("/upload/".length()), request);
        }
        if (path.startsWith("/files/")) {
            return workspace.films.serve(path.substring("/files/".length()), request);
        }
        String method = path.substring("/api/".length());
        calls.add(method);
        JsonObject body;
        try {
            body = workspace.call(
                    method,
                    form(request),
                    Objects.requireNonNullElse(request.getHeaders().get("Authorization"), ""));
            body.addProperty("ok", true);
        } catch (Refusal refusal) {
            body = new JsonObject();
            body.addProperty("ok", false);
            body.addProperty("error", refusal.getMessage());
        }
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json; charset=utf-8")
                .addHeader("X-OAuth-Scopes", scopes)
                .body(body.toString())
                .build();
    }

    /** Slack's way of saying no: status 200 and a word. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String error) {
            super(error);
        }
    }

    private static Map<String, String> form(RecordedRequest request) {
        String type = Objects.requireNonNullElse(request.getHeaders().get("Content-Type"), "");
        String body =
                Objects.requireNonNullElse(request.getBody(), ByteString.EMPTY).utf8();
        Map<String, String> form = new HashMap<>();
        if (type.startsWith("application/x-www-form-urlencoded")) {
            HttpUrl url = Objects.requireNonNull(HttpUrl.parse("http://form/?" + body));
            url.queryParameterNames()
                    .forEach(name -> form.put(name, Objects.requireNonNullElse(url.queryParameter(name), "")));
        } else if (type.startsWith("application/json")) {
            JsonParser.parseString(body)
                    .getAsJsonObject()
                    .entrySet()
                    .forEach(entry -> form.put(
                            entry.getKey(),
                            entry.getValue().isJsonPrimitive()
                                    ? entry.getValue().getAsString()
                                    : entry.getValue().toString()));
        } else if (!body.isEmpty()) {
            throw new Refusal("invalid_post_type");
        }
        return form;
    }

    @Override
    protected MockResponse status(Fault fault) {
        MockResponse.Builder answer = new MockResponse.Builder()
                .code(fault.status())
                .addHeader("Content-Type", "application/json")
                .body("{\"ok\":false,\"error\":\"ratelimited\"}");
        return (fault.retryAfter() == null ? answer : answer.addHeader("Retry-After", fault.retryAfter())).build();
    }

    @Override
    public void close() {
        sockets.close();
        super.close();
    }
}
