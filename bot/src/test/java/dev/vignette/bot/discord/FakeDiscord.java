package dev.vignette.bot.discord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;

/**
 * Discord for tests: REST under {@code /api/v10/}, the gateway's WebSocket under {@code /gateway}, attachments under {@code
 * /attachments/}, on one port of this machine. Refuses what Discord refuses. Its clock moves only when a test moves it.
 */
final class FakeDiscord extends Dispatcher implements AutoCloseable {
    static final String TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GfAkEt.abcdefghijklmnopqrstuvwxyz0123456789AB";
    static final long APPLICATION = 123456789012345678L;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long DISCORD_EPOCH = 1_420_070_400_000L;

    /** A request that goes wrong. */
    record Fault(
            String request, Kind kind, int status, @Nullable String retryAfter) {
        enum Kind {
            /** Answered with a status, nothing is done. */
            STATUS,
            /** The connection breaks before anything is done. */
            CUT_BEFORE,
            /** Done, but the connection breaks before the answer. */
            CUT_AFTER
        }
    }

    final MockWebServer server = new MockWebServer();
    final FakeChannels channels = new FakeChannels(this);
    final FakeInteractions interactions = new FakeInteractions(this);
    final FakeGateway gateway = new FakeGateway(this);
    final FakeFiles files = new FakeFiles(this);
    /** Method and path of every REST request, in order. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final FakeRest rest = new FakeRest(this);
    private final List<Fault> faults = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final AtomicLong sequence = new AtomicLong();
    private volatile boolean cutNextBody;

    FakeDiscord() {
        server.setDispatcher(this);
        server.setBodyLimit(64_000_000);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI rest() {
        return server.url("/api/v10/").uri();
    }

    String gatewayUrl() {
        return "ws://" + server.getHostName() + ":" + server.getPort() + "/gateway";
    }

    Instant now() {
        return now.get();
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** A new snowflake of this moment. */
    long id() {
        return (now().toEpochMilli() - DISCORD_EPOCH) << 22 | (sequence.incrementAndGet() & 0x3f_ffff);
    }

    /** The next request whose "METHOD path" matches fails. */
    void fail(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    void failWith(int status, String request) {
        fail(new Fault(request, Fault.Kind.STATUS, status, null));
    }

    void limit(String request, String retryAfter) {
        fail(new Fault(request, Fault.Kind.STATUS, 429, retryAfter));
    }

    /** The connection of the next request breaks in the middle of its body. */
    void cutNextBody() {
        cutNextBody = true;
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
                throw new AssertionError("Waited in vain: " + what + ". Requests: " + requests);
            }
            try {
                wait(Math.min(left, 250));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public MockResponse peek() {
        if (cutNextBody) {
            cutNextBody = false;
            return new MockResponse.Builder()
                    .onRequestBody(new SocketEffect.CloseSocket())
                    .build();
        }
        return super.peek();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        try {
            return answer(request);
        } finally {
            changed();
        }
    }

    private MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (path.startsWith("/gateway")) {
            return gateway.connect(request);
        }
        if (path.startsWith("/attachments/")) {
            return files.serve(request);
        }
        String line = request.getMethod() + " " + path.substring("/api/v10/".length());
        requests.add(line);
        Fault fault = take(line);
        if (fault != null && fault.kind() == Fault.Kind.STATUS) {
            return status(fault);
        }
        if (fault != null && fault.kind() == Fault.Kind.CUT_BEFORE) {
            return cut();
        }
        MockResponse answer = rest.answer(request);
        return fault == null ? answer : cut();
    }

    private @Nullable Fault take(String line) {
        synchronized (faults) {
            for (Fault fault : faults) {
                if (line.matches(fault.request())) {
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
                .body("{\"message\":\"told to fail\",\"code\":0,\"retry_after\":" + fault.retryAfter()
                        + ",\"global\":false}");
        if (fault.retryAfter() != null) {
            answer.addHeader("Retry-After", fault.retryAfter())
                    .addHeader("X-RateLimit-Scope", "shared")
                    .addHeader("Via", "1.1 google");
        }
        return answer.build();
    }

    @Override
    public void close() {
        gateway.close();
        server.close();
    }
}
