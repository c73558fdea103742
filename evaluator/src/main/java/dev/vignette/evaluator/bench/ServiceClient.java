package dev.vignette.evaluator.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a service as any program would. Safe for use by several threads at once. */
final class ServiceClient implements AutoCloseable {
    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    ServiceClient(URI address) {
        this.address = address;
    }

    /**
     * What {@code POST /api/v1/generate} answered.
     *
     * @param milliseconds from sending the request to the whole answer
     */
    record Answer(
            String id, double durationSeconds, boolean cached, Map<String, Double> timings, double milliseconds) {}

    /** Whether the service is up. */
    boolean answers() throws InterruptedException {
        try {
            return send(get("/health")).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Milliseconds until {@code GET /health} is answered. */
    double health() throws IOException, InterruptedException {
        long start = System.nanoTime();
        expectOk(send(get("/health")));
        return (System.nanoTime() - start) * 1e-6;
    }

    Answer generate(String text, String avatar) throws IOException, InterruptedException {
        String body = JsonMapper.shared().writeValueAsString(Map.of("text", text, "avatar", avatar));
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/generate"))
                .timeout(Duration.ofMinutes(5))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long start = System.nanoTime();
        JsonNode json = JsonMapper.shared().readTree(expectOk(send(request)));
        double milliseconds = (System.nanoTime() - start) * 1e-6;
        Map<String, Double> timings = new LinkedHashMap<>();
        json.path("timings_ms")
                .properties()
                .forEach(entry -> timings.put(entry.getKey(), entry.getValue().asDouble()));
        return new Answer(
                json.path("id").asString(),
                json.path("duration_seconds").asDouble(),
                json.path("cached").asBoolean(),
                timings,
                milliseconds);
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String expectOk(HttpResponse<String> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("The service answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
