package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.AttachmentException.Reason;
import dev.vignette.bot.chat.FetchedNote;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A host that serves recordings as badly as a test wants. */
abstract class DownloadFixture {
    static final long LIMIT = 100_000;

    HttpServer server;
    URI base;
    final CountDownLatch done = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        done.countDown();
        server.stop(0);
    }

    AttachmentHosts hosts() {
        return AttachmentHosts.of("cdn.example.com").andLocal(base);
    }

    AttachmentDownload download() {
        return new AttachmentDownload(hosts(), LIMIT, Duration.ofSeconds(5));
    }

    FetchedNote fetch(String path) {
        return download().fetch(base.resolve(path), Map.of(), "application/octet-stream");
    }

    Reason failure(String path) {
        return failure(download(), base.resolve(path));
    }

    static Reason failure(AttachmentDownload download, URI uri) {
        AttachmentException e =
                catchThrowableOfType(AttachmentException.class, () -> download.fetch(uri, Map.of(), "audio/ogg"));
        return e.reason();
    }

    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    void serve(String path, Handler handler) {
        server.createContext(path, handler::handle);
    }

    void redirect(String from, String to) {
        serve(from, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            answer(exchange, 302, new byte[0]);
        });
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
        exchange.close();
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
