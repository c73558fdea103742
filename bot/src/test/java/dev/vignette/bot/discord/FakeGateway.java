package dev.vignette.bot.discord;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.Deflater;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The gateway: hello, heartbeats, identify, resume with replay, sequence numbers, invalid sessions and close codes; the stream
 * is compressed as Discord compresses it.
 */
final class FakeGateway {
    private static final int GUILD_MESSAGES = 1 << 9;
    private static final int DIRECT_MESSAGES = 1 << 12;
    private static final int MESSAGE_CONTENT = 1 << 15;

    private final FakeDiscord discord;
    /** Identifications and resumptions, as they came. */
    final List<DataObject> identified = new CopyOnWriteArrayList<>();

    final List<DataObject> resumed = new CopyOnWriteArrayList<>();
    /** Sequence numbers that heartbeats have acknowledged. */
    final BlockingQueue<Long> heartbeats = new LinkedBlockingQueue<>();

    /** Whether the application has the privileged intent. */
    volatile boolean contentAllowed;

    /** Whether heartbeats are answered. */
    volatile boolean alive = true;

    volatile int heartbeatMillis = 41_250;
    /** Boost tier of the one guild. */
    volatile int boostTier;

    /** Of all nodes, by id. */
    private final Map<String, Session> sessions = new HashMap<>();
    /** The one that was made last. */
    private @Nullable Connection connection;

    /** What one node is told, and was. */
    private static final class Session {
        final String id;
        final int intents;
        final List<DataObject> past = new ArrayList<>();
        long sequence;

        @Nullable
        Connection connection;

        Session(String id, int intents, Connection connection) {
            this.id = id;
            this.intents = intents;
            this.connection = connection;
        }

        void tell(String type, DataObject data) {
            DataObject event = DataObject.empty()
                    .put("op", 0)
                    .put("t", type)
                    .put("s", ++sequence)
                    .put("d", data);
            past.add(event);
            if (connection != null) {
                connection.send(event);
            }
        }
    }

    FakeGateway(FakeDiscord discord) {
        this.discord = discord;
    }

    MockResponse connect(RecordedRequest request) {
        if (!"10".equals(request.getUrl().queryParameter("v"))
                || !"json".equals(request.getUrl().queryParameter("encoding"))
                || !"zlib-stream".equals(request.getUrl().queryParameter("compress"))) {
            return new MockResponse.Builder().code(400).build();
        }
        return new MockResponse.Builder().webSocketUpgrade(new Connection()).build();
    }

    /** Sends an event to every session of the bot, or keeps it for a resumption. */
    synchronized void dispatch(String type, DataObject data) {
        sessions.values().forEach(session -> session.tell(type, data));
    }

    /** How many nodes are connected. */
    synchronized long connections() {
        return sessions.values().stream()
                .filter(session -> session.connection != null)
                .count();
    }

    /** A message as this bot sees it: without its content unless it may read it. */
    DataObject visible(DataObject message) {
        boolean mine = message.getObject("author").getLong("id") == FakeDiscord.APPLICATION;
        boolean mentioned = message.getArray("mentions").stream(DataArray::getObject)
                .anyMatch(user -> user.getLong("id") == FakeDiscord.APPLICATION);
        if (mine || mentioned || !message.hasKey("guild_id") || readsEverything()) {
            return message;
        }
        return DataObject.fromJson(message.toString())
                .put("content", "")
                .put("attachments", DataArray.empty())
                .put("embeds", DataArray.empty())
                .put("components", DataArray.empty());
    }

    private synchronized boolean readsEverything() {
        return sessions.values().stream().anyMatch(session -> (session.intents & MESSAGE_CONTENT) != 0);
    }

    /** Ends the connection for no reason (4000); the session can be resumed. */
    synchronized void drop() {
        Connection dropped = Objects.requireNonNull(connection);
        dropped.leave();
        dropped.socket().close(4000, "Unknown error");
    }

    /** Tells the bot to reconnect (opcode 7). */
    synchronized void askToReconnect() {
        Objects.requireNonNull(connection).send(DataObject.empty().put("op", 7).putNull("d"));
    }

    /** Ends the session (opcode 9); what happens until the next one is lost. */
    synchronized void invalidate() {
        forgetSession();
        Objects.requireNonNull(connection).send(DataObject.empty().put("op", 9).put("d", false));
    }

    /** From now on the session is unknown, but the bot is not told. */
    synchronized void forgetSession() {
        sessions.remove(Objects.requireNonNull(Objects.requireNonNull(connection).session).id);
    }

    synchronized void close() {
        for (Session session : sessions.values()) {
            if (session.connection != null) {
                session.connection.socket().close(1001, null);
            }
        }
    }

    private final class Connection extends WebSocketListener {
        private final Deflater deflater = new Deflater();
        private volatile @Nullable WebSocket socket;
        private @Nullable Session session;

        private WebSocket socket() {
            return Objects.requireNonNull(socket);
        }

        private void send(DataObject payload) {
            deflater.setInput(payload.toJson());
            var bytes = new ByteArrayOutputStream();
            byte[] piece = new byte[4_096];
            int length;
            do {
                length = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
                bytes.write(piece, 0, length);
            } while (length == piece.length);
            socket().send(ByteString.of(bytes.toByteArray()));
        }

        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            synchronized (FakeGateway.this) {
                socket = webSocket;
                connection = this;
                send(DataObject.empty()
                        .put("op", 10)
                        .put("d", DataObject.empty().put("heartbeat_interval", heartbeatMillis)));
            }
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            take(webSocket, DataObject.fromJson(text));
            discord.changed();
        }

        private void take(WebSocket webSocket, DataObject payload) {
            synchronized (FakeGateway.this) {
                switch (payload.getInt("op")) {
                    case 1 -> heartbeat(payload);
                    case 2 -> identify(payload.getObject("d"));
                    case 3 -> {}
                    case 6 -> resume(payload.getObject("d"));
                    default -> webSocket.close(4001, "Unknown opcode");
                }
            }
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            webSocket.close(code == 1005 ? 1000 : code, null);
            synchronized (FakeGateway.this) {
                if (session != null && (code == 1000 || code == 1001)) {
                    sessions.remove(session.id);
                }
                leave();
            }
        }

        /** Nothing more is sent here. */
        private void leave() {
            if (session != null && session.connection == this) {
                session.connection = null;
            }
            if (connection == this) {
                connection = null;
            }
        }

        private void heartbeat(DataObject payload) {
            long seen = payload.getLong("d", 0);
            if (seen > (session == null ? 0 : session.sequence)) {
                socket().close(4007, "Invalid seq");
                return;
            }
            heartbeats.add(seen);
            if (alive) {
                send(DataObject.empty().put("op", 11));
            }
        }

        private void identify(DataObject data) {
            if (session != null) {
                socket().close(4005, "Already authenticated");
            } else if (!data.getString("token").equals(FakeDiscord.TOKEN)) {
                socket().close(4004, "Authentication failed");
            } else if ((data.getInt("intents") & MESSAGE_CONTENT) != 0 && !contentAllowed) {
                socket().close(4014, "Disallowed intents");
            } else if ((data.getInt("intents") & (GUILD_MESSAGES | DIRECT_MESSAGES))
                    != (GUILD_MESSAGES | DIRECT_MESSAGES)) {
                throw new AssertionError("The bot would see no messages.");
            } else {
                identified.add(data);
                var begun = new Session("session-" + identified.size(), data.getInt("intents"), this);
                sessions.put(begun.id, begun);
                session = begun;
                begin(begun);
            }
        }

        private void begin(Session begun) {
            DataObject guild =
                    DataObject.empty().put("id", Long.toString(Json.GUILD)).put("unavailable", true);
            begun.tell(
                    "READY",
                    DataObject.empty()
                            .put("v", 10)
                            .put("user", Json.self())
                            .put("guilds", DataArray.empty().add(guild))
                            .put("private_channels", DataArray.empty())
                            .put("session_id", begun.id)
                            .put("resume_gateway_url", discord.gatewayUrl())
                            .put(
                                    "application",
                                    DataObject.empty()
                                            .put("id", Long.toString(FakeDiscord.APPLICATION))
                                            .put("flags", 0)));
            begun.tell("GUILD_CREATE", Json.guild(boostTier));
        }

        private void resume(DataObject data) {
            resumed.add(data);
            Session known = sessions.get(data.getString("session_id"));
            if (!data.getString("token").equals(FakeDiscord.TOKEN)) {
                socket().close(4004, "Authentication failed");
            } else if (known == null) {
                send(DataObject.empty().put("op", 9).put("d", false));
            } else if (data.getLong("seq") > known.sequence) {
                socket().close(4007, "Invalid seq");
            } else {
                session = known;
                known.connection = this;
                known.past.stream()
                        .filter(event -> event.getLong("s") > data.getLong("seq"))
                        .forEach(this::send);
                known.tell("RESUMED", DataObject.empty());
            }
        }
    }
}
