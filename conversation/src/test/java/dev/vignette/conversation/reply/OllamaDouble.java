package dev.vignette.conversation.reply;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on the loopback interface that answers Ollama's requests as it is told to, well or badly. */
final class OllamaDouble implements AutoCloseable {
    static final String MODEL = "qwen3:4b";

    /** What happens on one chat request. */
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final Queue<Behaviour> behaviours = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    volatile String models = MODEL;

    OllamaDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(
                "/api/tags",
                exchange -> send(
                        exchange, 200, "{\"models\":[{\"name\":\"" + models + "\",\"model\":\"" + models + "\"}]}"));
        server.createContext("/api/chat", this::chat);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    OllamaDouble then(Behaviour behaviour) {
        behaviours.add(behaviour);
        return this;
    }

    /** Streams the contents as one line each, then a last line with {@code doneReason}. */
    static Behaviour says(String doneReason, String... contents) {
        StringBuilder lines = new StringBuilder();
        for (String content : contents) {
            lines.append(line(content));
        }
        return raw(lines + last(doneReason), Integer.MAX_VALUE);
    }

    /** Sends the body in pieces of so many bytes, wherever they cut a character or a line. */
    static Behaviour raw(String body, int bytesAPiece) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int at = 0; at < bytes.length; at += Math.min(bytesAPiece, bytes.length - at)) {
                    out.write(bytes, at, Math.min(bytesAPiece, bytes.length - at));
                    out.flush();
                }
            }
        };
    }

    static Behaviour fails(int status, String error) {
        return exchange -> send(exchange, status, "{\"error\":\"" + error + "\"}");
    }

    /** Says the beginning, if any, and then nothing more until the test is over. */
    Behaviour hangs(String beginning) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                if (!beginning.isEmpty()) {
                    out.write(line(beginning).getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    static String line(String content) {
        String escaped = content.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "{\"model\":\"" + MODEL
                + "\",\"created_at\":\"2026-11-22T10:00:00Z\",\"message\":{\"role\":\"assistant\"," + "\"content\":\""
                + escaped + "\"},\"done\":false}\n";
    }

    static String last(String doneReason) {
        return "{\"model\":\"" + MODEL
                + "\",\"created_at\":\"2026-11-22T10:00:01Z\",\"message\":{\"role\":\"assistant\","
                + "\"content\":\"\"},\"done\":true,\"done_reason\":\"" + doneReason
                + "\",\"total_duration\":5,\"load_duration\":1,\"prompt_eval_count\":3,\"prompt_eval_duration\":1,"
                + "\"eval_count\":2,\"eval_duration\":1}\n";
    }

    private void chat(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Behaviour behaviour = behaviours.poll();
        (behaviour == null ? fails(500, "the test expected no further request") : behaviour).answer(exchange);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
