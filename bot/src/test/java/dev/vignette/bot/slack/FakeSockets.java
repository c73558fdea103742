package dev.vignette.bot.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** Socket Mode: tickets that are good once, hello, envelopes, three seconds to acknowledge, requests to reconnect. */
final class FakeSockets {
    private final FakeSlack slack;
    private final Set<String> tickets = ConcurrentHashMap.newKeySet();
    private final List<WebSocket> open = new CopyOnWriteArrayList<>();
    private final List<WebSocket> leaving = new CopyOnWriteArrayList<>();
    private final Map<String, Instant> sent = new ConcurrentHashMap<>();
    /** What came back for each envelope that was acknowledged in time. */
    final Map<String, JsonObject> acknowledged = new ConcurrentHashMap<>();
    /** Envelopes that were acknowledged too late, or with an id that nobody knows. */
    final List<String> late = new CopyOnWriteArrayList<>();

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();

    FakeSockets(FakeSlack slack) {
        this.slack = slack;
    }

    synchronized String ticket() {
        String ticket = "t" + count.incrementAndGet();
        tickets.add(ticket);
        return "ws://" + slack.server.getHostName() + ":" + slack.server.getPort() + "/link?ticket=" + ticket;
    }

    MockResponse connect(RecordedRequest request) {
        String ticket = Objects.requireNonNullElse(request.getUrl().queryParameter("ticket"), "");
        if (!tickets.remove(ticket)) {
            return new MockResponse.Builder().code(403).build();
        }
        return new MockResponse.Builder().webSocketUpgrade(new Listener()).build();
    }

    /** How many connections there have been. */
    int opened() {
        return opened.get();
    }

    /** How many connections there are. */
    int connections() {
        return open.size();
    }

    /** Sends an envelope to one of the connections; returns its id. */
    String send(String type, JsonObject payload, @Nullable Integer retry) {
        return send(open.size() - 1, type, payload, retry);
    }

    /** Sends an envelope to the connection of that number, from 0. */
    String sendTo(int connection, String type, JsonObject payload) {
        return send(connection, type, payload, null);
    }

    private String send(int connection, String type, JsonObject payload, @Nullable Integer retry) {
        String id = "envelope-" + count.incrementAndGet();
        JsonObject envelope = FakeWorkspace.object("envelope_id", id, "type", type);
        envelope.add("payload", payload);
        envelope.addProperty("accepts_response_payload", type.equals("slash_commands"));
        if (retry != null) {
            envelope.addProperty("retry_attempt", retry);
            envelope.addProperty("retry_reason", "timeout");
        }
        sent.put(id, slack.now());
        slack.witness.sent(id);
        open.get(connection).send(envelope.toString());
        return id;
    }

    /** Slack wants the connection replaced: nothing comes over it any more, and it is closed when there is another. */
    void refresh() {
        WebSocket old = open.getFirst();
        open.remove(old);
        leaving.add(old);
        old.send("{\"type\":\"disconnect\",\"reason\":\"refresh_requested\"}");
    }

    void close() {
        new ArrayList<>(open).forEach(socket -> socket.close(1001, null));
    }

    private final class Listener extends WebSocketListener {
        @Override
        public void onOpen(WebSocket socket, Response response) {
            open.add(socket);
            opened.incrementAndGet();
            leaving.forEach(old -> old.close(1000, "refresh_requested"));
            leaving.clear();
            socket.send("{\"type\":\"hello\",\"num_connections\":1,\"connection_info\":{\"app_id\":\"A1\"}}");
            slack.changed();
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            JsonObject answer = JsonParser.parseString(text).getAsJsonObject();
            String id = answer.get("envelope_id").getAsString();
            Instant at = sent.remove(id);
            if (at == null || slack.now().isAfter(at.plusSeconds(3))) {
                late.add(id);
            } else {
                acknowledged.put(id, answer);
                slack.witness.acknowledged(id);
            }
            slack.changed();
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            open.remove(socket);
            socket.close(1000, null);
            slack.changed();
        }

        @Override
        public void onFailure(WebSocket socket, Throwable t, @Nullable Response response) {
            open.remove(socket);
            slack.changed();
        }
    }
}
