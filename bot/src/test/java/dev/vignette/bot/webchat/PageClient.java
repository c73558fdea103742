package dev.vignette.bot.webchat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page's script does, in Java. */
final class PageClient {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    PageClient(int port) {
        base = URI.create("http://localhost:" + port);
    }

    record Answer(int status, String type, JsonNode json) {}

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, @Nullable String json, String... headers) {
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answer post(String path, byte[] bytes, String type) {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(bytes)));
    }

    Answer patch(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    byte[] bytes(String path) {
        try {
            return http.send(request(path).GET().build(), BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Events events(String conversation, @Nullable String lastEventId) {
        try {
            var request = request(conversation + "/events").header("Accept", "text/event-stream");
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            return new Events(http.send(request.GET().build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(UTF_8));
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    record Event(String id, String name, JsonNode data) {
        String state() {
            return data.path("state").asString("");
        }
    }

    /** An open event stream. */
    static final class Events implements AutoCloseable {
        final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Events(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        }

        /** The events up to and with the first that fits; fails if the stream ends before. */
        List<Event> until(Predicate<Event> last) {
            List<Event> events = new ArrayList<>();
            do {
                events.add(next());
            } while (!last.test(events.getLast()));
            return events;
        }

        Event next() {
            String id = "";
            String name = "";
            var data = new StringBuilder();
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id:")) {
                        id = line.substring(3);
                    } else if (line.startsWith("event:")) {
                        name = line.substring(6);
                    } else if (line.startsWith("data:")) {
                        data.append(line.substring(5));
                    } else if (line.isEmpty() && !name.isEmpty()) {
                        return new Event(id, name, JSON.readTree(data.toString()));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new AssertionError("The stream has ended.");
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
