package dev.vignette.bot.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A Bot API server for tests, as strict as the real one: the token, required fields, lengths, sizes, that a video note is
 * square, small and short, that messages exist, that only one process polls. {@link FakeChats} keeps what chats show, {@link
 * FakeUpdates} what happens there. Failures are scripted per method: {@link #flood}, {@link #fail}, {@link #cut}, {@link
 * #swallow}.
 */
final class FakeTelegram implements AutoCloseable {
    static final String TOKEN = "7000000001:AAF-verysecret_TokenOfTheTestBot12345";
    static final long BOT = 7_000_000_001L;
    static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A call as it came.
     *
     * @param method lower case
     */
    record Call(String method, Map<String, String> parameters, Map<String, byte[]> files) {
        String get(String parameter) {
            return parameters.getOrDefault(parameter, "");
        }
    }

    /** What the real server would say instead of a result. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int code;
        final transient Map<String, Object> parameters;

        Refusal(int code, String description, Map<String, Object> parameters) {
            super(description);
            this.code = code;
            this.parameters = parameters;
        }

        static Refusal bad(String description) {
            return new Refusal(400, "Bad Request: " + description, Map.of());
        }
    }

    private enum Fault {
        CUT,
        SWALLOW
    }

    final CopyOnWriteArrayList<Call> calls = new CopyOnWriteArrayList<>();
    final FakeChats chats = new FakeChats();
    final FakeWebhook webhook = new FakeWebhook();
    final FakeUpdates updates = new FakeUpdates(webhook);
    final Map<String, byte[]> downloads = new HashMap<>();
    String downloadType = "application/octet-stream";

    private final HttpServer server;
    private final Map<String, Queue<Object>> script = new HashMap<>();

    FakeTelegram() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void flood(String method, int seconds) {
        plan(method, new Refusal(429, "Too Many Requests: retry after " + seconds, Map.of("retry_after", seconds)));
    }

    void fail(String method, int code, String description) {
        plan(method, new Refusal(code, description, Map.of()));
    }

    void plan(String method, Refusal refusal) {
        synchronized (script) {
            script.computeIfAbsent(method.toLowerCase(Locale.ROOT), key -> new ArrayDeque<>())
                    .add(refusal);
        }
    }

    /** The next call's connection breaks in the middle of its body. */
    void cut(String method) {
        synchronized (script) {
            script.computeIfAbsent(method.toLowerCase(Locale.ROOT), key -> new ArrayDeque<>())
                    .add(Fault.CUT);
        }
    }

    /** The next call is done, but its answer never arrives. */
    void swallow(String method) {
        synchronized (script) {
            script.computeIfAbsent(method.toLowerCase(Locale.ROOT), key -> new ArrayDeque<>())
                    .add(Fault.SWALLOW);
        }
    }

    long count(String method) {
        return calls.stream()
                .filter(call -> call.method().equals(method.toLowerCase(Locale.ROOT)))
                .count();
    }

    Call last(String method) {
        return calls.reversed().stream()
                .filter(call -> call.method().equals(method.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " was not called"));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/file/")) {
            file(exchange, path);
            return;
        }
        String method = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        Object plan;
        synchronized (script) {
            Queue<Object> planned = script.get(method);
            plan = planned == null ? null : planned.poll();
        }
        if (plan == Fault.CUT) {
            exchange.getRequestBody().readNBytes(1000);
            calls.add(new Call(method, Map.of("fault", "cut"), Map.of()));
            exchange.close();
            return;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, Object> answer;
        int status = 200;
        try {
            if (!path.equals("/bot" + TOKEN + "/" + path.substring(path.lastIndexOf('/') + 1))) {
                throw new Refusal(401, "Unauthorized", Map.of());
            }
            Call call = read(method, exchange.getRequestHeaders().getFirst("Content-Type"), body);
            calls.add(call);
            if (plan instanceof Refusal refusal) {
                throw refusal;
            }
            answer = Map.of("ok", true, "result", result(call));
        } catch (Refusal refusal) {
            status = refusal.code;
            answer = Map.of(
                    "ok",
                    false,
                    "error_code",
                    refusal.code,
                    "description",
                    String.valueOf(refusal.getMessage()),
                    "parameters",
                    refusal.parameters);
        }
        if (plan == Fault.SWALLOW) {
            exchange.close();
            return;
        }
        // A gateway in front of a broken server answers no JSON.
        boolean page = status == 502;
        byte[] bytes = page ? "<html>Bad Gateway</html>".getBytes(UTF_8) : JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", page ? "text/html" : "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Call read(String method, @Nullable String type, byte[] body) throws IOException {
        if (type != null && type.startsWith("multipart/form-data")) {
            Multipart form = Multipart.of(type, body);
            return new Call(method, form.fields(), form.files());
        }
        Map<String, String> parameters = new HashMap<>();
        if (body.length > 0) {
            JsonNode json = JSON.readTree(body);
            json.properties()
                    .forEach(field -> parameters.put(
                            field.getKey(),
                            field.getValue().isTextual()
                                    ? field.getValue().asText()
                                    : field.getValue().toString()));
        }
        return new Call(method, parameters, Map.of());
    }

    private Object result(Call call) {
        return switch (call.method()) {
            case "getme" -> Map.of("id", BOT, "is_bot", true, "first_name", "Vignette", "username", "vignette_bot");
            case "setwebhook" -> webhook.set(call);
            case "deletewebhook" -> webhook.delete();
            case "getwebhookinfo" -> FakeWebhook.info(webhook.url());
            case "getupdates" -> updates.poll(call);
            default -> chats.result(call);
        };
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = path.startsWith("/file/bot" + TOKEN + "/")
                ? downloads.get(path.substring(("/file/bot" + TOKEN + "/").length()))
                : null;
        exchange.getResponseHeaders().set("Content-Type", downloadType);
        exchange.sendResponseHeaders(bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        webhook.close();
        server.stop(0);
    }
}
