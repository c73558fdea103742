package dev.vignette.bot.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Slack for tests: methods under {@code /api/}, Socket Mode under {@code /link}, uploads and files, on one port of this machine.
 * Refuses what Slack refuses. Its clock moves only when a test moves it.
 */
final class FakeSlack extends Dispatcher implements AutoCloseable {
    static final String BOT_TOKEN = "xoxb-111111111111-222222222222-abcdefghijklmnopqrstuvwx";
    static final String APP_TOKEN = "xapp-1-A0000000000-333333333333-abcdef0123456789";

    static final String ALL_SCOPES = "app_mentions:read,channels:join,chat:write,commands,files:read,files:write,"
            + "im:history,im:read,im:write,users:read";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** A request that goes wrong: answered with a status, or the connection breaks before or after the work is done. */
    record Fault(String path, int status, @Nullable String retryAfter, boolean done) {}

    final MockWebServer server = new MockWebServer();
    final FakeWorkspace workspace = new FakeWorkspace(this);
    final FakeSockets sockets = new FakeSockets(this);
    /** Names of the methods called, in order. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    /** What the bot's token may do. */
    volatile String scopes = ALL_SCOPES;

    private final List<Fault> faults = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));

    FakeSlack() {
        server.setDispatcher(this);
        server.setBodyLimit(64_000_000);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI api() {
        return server.url("/api/").uri();
    }

    Instant now() {
        return now.get();
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    void fail(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    /** Something has happened that {@link #await} may be waiting for. */
    synchronized void changed() {
        notifyAll();
    }

    /** Waits until {@code condition} holds; looks again whenever something happens. */
    synchronized void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("Waited in vain: " + what + ". Calls: " + calls);
            }
            try {
                wait(Math.min(left, 250));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        try {
            String path = request.getUrl().encodedPath();
            Fault fault = take(path);
            if (fault != null && !fault.done()) {
                return fault.status() == 0 ? cut() : status(fault);
            }
            MockResponse answer = answer(path, request);
            return fault == null ? answer : cut();
        } finally {
            changed();
        }
    }

    private MockResponse answer(String path, RecordedRequest request) {
        if (path.startsWith("/link")) {
            return sockets.connect(request);
        }
        if (path.startsWith("/upload/")) {
            return workspace.receive(path.substring("/upload/".length()), request);
        }
        if (path.startsWith("/files/")) {
            return workspace.serve(path.substring("/files/".length()), request);
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

    private @Nullable Fault take(String path) {
        synchronized (faults) {
            for (Fault fault : faults) {
                if (path.matches(fault.path())) {
                    faults.remove(fault);
                    return fault;
                }
            }
            return null;
        }
    }

    private static MockResponse cut() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    private static MockResponse status(Fault fault) {
        MockResponse.Builder answer = new MockResponse.Builder()
                .code(fault.status())
                .addHeader("Content-Type", "application/json")
                .body("{\"ok\":false,\"error\":\"ratelimited\"}");
        return (fault.retryAfter() == null ? answer : answer.addHeader("Retry-After", fault.retryAfter())).build();
    }

    @Override
    public void close() {
        sockets.close();
        server.close();
    }
}
