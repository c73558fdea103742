package dev.vignette.evaluator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person with the page open: a conversation, its events and what is written in it. For one thread. */
final class ChatClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * What a message brought, in milliseconds after it was sent.
     *
     * @param firstWords until the first words of the reply
     * @param text until the whole reply stood in the conversation
     * @param film until the film did; NaN if there is none
     * @param filmSeconds its length
     * @param cached whether the film was known
     * @param end the state that the turn ended in
     */
    record Talk(double firstWords, double text, double film, double filmSeconds, boolean cached, String end) {}

    private record Event(String name, JsonNode data, long at) {}

    private final HttpClient http;
    private final URI conversation;
    private final Stream<String> stream;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private ChatClient(HttpClient http, URI conversation, Stream<String> stream) {
        this.http = http;
        this.conversation = conversation;
        this.stream = stream;
        Thread.ofVirtual().start(this::listen);
    }

    /** Begins a conversation with {@code avatar} and listens to it. */
    static ChatClient begin(HttpClient http, URI address, String avatar) throws IOException, InterruptedException {
        JsonNode begun = post(
                http,
                address.resolve("/api/v1/conversations"),
                JsonMapper.shared().writeValueAsString(Map.of("avatar", avatar, "language", "en")));
        URI conversation =
                address.resolve("/api/v1/conversations/" + begun.path("id").asString());
        HttpResponse<Stream<String>> response = http.send(
                HttpRequest.newBuilder(URI.create(conversation + "/events"))
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new IOException("The events are not to be had: " + response.statusCode());
        }
        return new ChatClient(http, conversation, response.body());
    }

    /** Writes {@code text} and waits until everything that belongs to the answer is there. */
    Talk say(String text) throws IOException, InterruptedException {
        events.clear();
        long sent = System.nanoTime();
        JsonNode accepted = post(
                http,
                URI.create(conversation + "/messages"),
                JsonMapper.shared().writeValueAsString(Map.of("text", text)));
        String turn = accepted.path("id").asString();
        double first = Double.NaN;
        double whole = Double.NaN;
        while (true) {
            Event event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                throw new IOException("Nothing was heard of a message for " + PATIENCE.toMinutes() + " minutes.");
            }
            double at = (event.at - sent) * 1e-6;
            if (event.name.equals("reply_delta")
                    && Double.isNaN(first)
                    && event.data.path("turn").asString().equals(turn)) {
                first = at;
            }
            if (!event.name.equals("turn") || !event.data.path("id").asString().equals(turn)) {
                continue;
            }
            if (Double.isNaN(whole) && event.data.has("reply")) {
                whole = at;
            }
            String state = event.data.path("state").asString();
            JsonNode clip = event.data.path("clip");
            switch (state) {
                case "delivered" -> {
                    return new Talk(
                            first,
                            whole,
                            clip.isMissingNode() ? Double.NaN : at,
                            clip.path("duration_seconds").asDouble(Double.NaN),
                            clip.path("cached").asBoolean(false),
                            state);
                }
                case "declined", "failed", "cancelled" -> {
                    return new Talk(first, whole, Double.NaN, Double.NaN, false, state);
                }
                default -> {}
            }
        }
    }

    private void listen() {
        String[] name = {""};
        try {
            stream.forEach(line -> {
                if (line.startsWith("event:")) {
                    name[0] = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    events.add(new Event(name[0], JsonMapper.shared().readTree(line.substring(5)), System.nanoTime()));
                }
            });
        } catch (UncheckedIOException closed) {
            // the conversation is over
        }
    }

    private static JsonNode post(HttpClient http, URI uri, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofMinutes(1))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("The service answered " + response.statusCode() + ": " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }

    @Override
    public void close() {
        stream.close();
    }
}
