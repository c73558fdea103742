package dev.vignette.bot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A mirror that has every file under every name, with the name as its content, and no listing. It can stop in the middle of
 * every file until it is let go on.
 */
public final class LocalHub implements AutoCloseable {
    private final HttpServer server;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile CountDownLatch frozen = new CountDownLatch(0);
    private volatile String missing = "";

    public LocalHub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** For VIGNETTE_MODEL_MIRROR. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on only the first half of a file comes. */
    public void hold() {
        held = new CountDownLatch(1);
    }

    /** From now on nothing is answered at all. */
    public void freeze() {
        frozen = new CountDownLatch(1);
    }

    public void letGo() {
        frozen.countDown();
        held.countDown();
    }

    /** From now on files whose path contains this are not there. */
    public void miss(String part) {
        missing = part;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        await(frozen);
        if (path.startsWith("/api/") || (!missing.isEmpty() && path.contains(missing))) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        byte[] body = path.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream to = exchange.getResponseBody()) {
            int half = body.length / 2;
            to.write(body, 0, half);
            to.flush();
            await(held);
            to.write(body, half, body.length - half);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        letGo();
        server.stop(0);
    }
}
