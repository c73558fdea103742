package dev.vignette.bot.discord;

import dev.vignette.bot.chat.FakeServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/**
 * Discord for tests: REST under {@code /api/v10/}, the gateway's WebSocket under {@code /gateway}, attachments under {@code
 * /attachments/}, on one port of this machine. Refuses what Discord refuses. Its clock stands unless a test moves it.
 */
final class FakeDiscord extends FakeServer {
    static final String TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GfAkEt.abcdefghijklmnopqrstuvwxyz0123456789AB";
    static final long APPLICATION = 123456789012345678L;

    private static final String API = "/api/v10/";
    private static final long DISCORD_EPOCH = 1_420_070_400_000L;

    final FakeChannels channels = new FakeChannels(this);
    final FakeInteractions interactions = new FakeInteractions(this);
    final FakeGateway gateway = new FakeGateway(this);
    final FakeFiles files = new FakeFiles(this);
    private final FakeRest rest = new FakeRest(this);
    private final AtomicLong sequence = new AtomicLong();
    private volatile boolean cutNextBody;

    FakeDiscord() {
        this(STANDING);
    }

    FakeDiscord(InstantSource clock) {
        super(clock);
    }

    URI rest() {
        return server.url(API).uri();
    }

    String gatewayUrl() {
        return "ws://" + server.getHostName() + ":" + server.getPort() + "/gateway";
    }

    /** A new snowflake of this moment. */
    long id() {
        return (now().toEpochMilli() - DISCORD_EPOCH) << 22 | (sequence.incrementAndGet() & 0x3f_ffff);
    }

    /** The connection of the next request breaks in the middle of its body. */
    void cutNextBody() {
        cutNextBody = true;
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
    protected String line(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        return request.getMethod() + " " + (path.startsWith(API) ? path.substring(API.length()) : path);
    }

    @Override
    protected MockResponse answer(String line, RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (path.startsWith("/gateway")) {
            return gateway.connect(request);
        }
        if (path.startsWith("/attachments/")) {
            return files.serve(request);
        }
        return rest.answer(request);
    }

    @Override
    protected MockResponse status(Fault fault) {
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
        super.close();
    }
}
