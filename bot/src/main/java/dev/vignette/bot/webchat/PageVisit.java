package dev.vignette.bot.webchat;

import dev.vignette.bot.access.AccessToken;
import dev.vignette.bot.access.Door;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service's own visit to its page: a conversation is begun, listened to, read and forgotten, and the one message in it
 * is empty, so that it is refused. Nothing stays, and nothing is answered. For one thread.
 */
final class PageVisit implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI conversations;
    private final @Nullable String bearer;
    private final JsonMapper json;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private PageVisit(URI conversations, @Nullable String bearer, JsonMapper json) {
        this.conversations = conversations;
        this.bearer = bearer;
        this.json = json;
    }

    /** Null where the service has no web server that can be called in the clear. */
    static @Nullable PageVisit to(Environment service, Door door, JsonMapper json) {
        Integer port = service.getProperty("local.server.port", Integer.class);
        if (port == null || service.getProperty("server.ssl.enabled", Boolean.class, false)) {
            return null;
        }
        String bearer = door.token().map(AccessToken::reveal).orElse(null);
        String address = address(service.getProperty("server.address", "127.0.0.1"));
        return new PageVisit(URI.create("http://" + address + ":" + port + ConversationController.PATH), bearer, json);
    }

    private static String address(String bound) {
        try {
            InetAddress address = InetAddress.getByName(bound);
            String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
            return host.contains(":") ? "[" + host + "]" : host;
        } catch (UnknownHostException e) {
            return "127.0.0.1";
        }
    }

    /** The statuses of the five answers, in the order of the requests. */
    List<Integer> make() throws IOException, InterruptedException {
        HttpResponse<String> begun = send("POST", conversations, Map.of());
        URI conversation = URI.create(
                conversations + "/" + json.readTree(begun.body()).path("id").asString());
        HttpRequest listen = request(URI.create(conversation + "/events")).build();
        HttpResponse<InputStream> events = http.send(listen, BodyHandlers.ofInputStream());
        try (InputStream stream = events.body()) {
            List<Integer> statuses = List.of(
                    begun.statusCode(),
                    events.statusCode(),
                    send("POST", URI.create(conversation + "/messages"), Map.of("text", ""))
                            .statusCode(),
                    send("GET", conversation, null).statusCode(),
                    send("DELETE", conversation, null).statusCode());
            // What is said on joining; the stream itself has no end.
            stream.readNBytes(1);
            return statuses;
        }
    }

    private HttpResponse<String> send(String method, URI uri, @Nullable Map<String, String> body)
            throws IOException, InterruptedException {
        BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.writeValueAsString(body));
        HttpRequest request = request(uri)
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return request;
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
