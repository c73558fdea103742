package dev.vignette.evaluator.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** What people feel who talk to the page: alone, fifty at once, and for a long time. */
final class ChatBench implements AutoCloseable {
    private final URI address;
    private final String avatar;
    private final Consumer<String> progress;
    /** HTTP/1.1, as browsers speak to a service without TLS: the client shares the processors with what it measures. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final AtomicInteger next = new AtomicInteger();

    ChatBench(URI address, String avatar, Consumer<String> progress) {
        this.address = address;
        this.avatar = avatar;
        this.progress = progress;
    }

    /** A question that the scripted small talk answers in about five seconds of speech, a new one each time. */
    private String question() {
        int n = next.getAndIncrement();
        return "What is " + (70_417 + 631 * n) + " plus " + (21_386 + 977 * n) + "?";
    }

    List<Sample> alone(int rounds) throws IOException, InterruptedException {
        try (var person = ChatClient.begin(http, address, avatar)) {
            progress.accept("one person, warming up");
            for (int i = 0; i < 10; i++) {
                person.say(question());
            }
            List<ChatClient.Talk> talks = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                progress.accept("one person, message " + (i + 1) + " of " + rounds);
                talks.add(person.say(question()));
            }
            List<ChatClient.Talk> again = new ArrayList<>();
            String known = question();
            person.say(known);
            for (int i = 0; i < rounds; i++) {
                again.add(person.say(known));
            }
            List<Double> perFive = talks.stream()
                    .map(talk -> talk.film() * 5 / talk.filmSeconds())
                    .toList();
            return List.of(
                    Sample.of("one person: first words", "ms", readings(talks, ChatClient.Talk::firstWords))
                            .goal(150, 0.5),
                    Sample.of("  whole text", "ms", readings(talks, ChatClient.Talk::text)),
                    Sample.of("  film, its length", "s", readings(talks, ChatClient.Talk::filmSeconds)),
                    Sample.of("  film in the page", "ms", readings(talks, ChatClient.Talk::film)),
                    Sample.of("  the same for 5 s of film", "ms", perFive).goal(800, 0.5),
                    Sample.of("  film of a known answer", "ms", readings(again, ChatClient.Talk::film)));
        }
    }

    /** Everybody writes {@code messages} messages, each as soon as the last is answered in full. */
    List<Sample> crowd(int people, int messages) throws IOException, InterruptedException {
        progress.accept(people + " people at once");
        List<ChatClient.Talk> talks = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<ChatClient.Talk>>> all = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                Callable<List<ChatClient.Talk>> person = () -> {
                    List<ChatClient.Talk> mine = new ArrayList<>();
                    try (var client = ChatClient.begin(http, address, avatar)) {
                        for (int message = 0; message < messages; message++) {
                            mine.add(client.say(question()));
                        }
                    }
                    return mine;
                };
                all.add(threads.submit(person));
            }
            for (Future<List<ChatClient.Talk>> one : all) {
                talks.addAll(one.get());
                shares.add(one.get().stream().mapToDouble(ChatClient.Talk::film).sum());
            }
        } catch (ExecutionException e) {
            throw new IOException("One of " + people + " people was not answered: " + e.getCause(), e);
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        long failed = talks.stream().filter(talk -> Double.isNaN(talk.film())).count();
        double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        return List.of(
                Sample.of(people + " people, " + messages + " messages each: all served", "s", List.of(seconds)),
                Sample.of("  first words", "ms", readings(talks, ChatClient.Talk::firstWords)),
                Sample.of("  whole text", "ms", readings(talks, ChatClient.Talk::text))
                        .goal(1000, 0.99),
                Sample.of("  films that did not come", "", List.of((double) failed))
                        .goal(0, 1),
                Sample.of(
                                "  a person's waiting, of the mean",
                                "×",
                                shares.stream().map(share -> share / mean).toList())
                        .goal(2, 1));
    }

    /** A few people talk for a while; memory is read every few seconds. */
    List<Sample> soak(Duration length, int people, DoubleSupplier memory) throws IOException, InterruptedException {
        progress.accept(people + " people for " + length.toMinutes() + " minutes");
        long end = System.nanoTime() + length.toNanos();
        List<Double> readings = new ArrayList<>();
        AtomicInteger answered = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                all.add(threads.submit(() -> {
                    try (var client = ChatClient.begin(http, address, avatar)) {
                        while (System.nanoTime() < end) {
                            client.say(question());
                            answered.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            while (System.nanoTime() < end) {
                TimeUnit.SECONDS.sleep(5);
                readings.add(memory.getAsDouble());
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("Somebody was not answered: " + e.getCause(), e);
        }
        int third = Math.max(1, readings.size() / 3);
        Sample middle = Sample.of("", "", readings.subList(third, Math.min(2 * third, readings.size())));
        Sample last = Sample.of("", "", readings.subList(readings.size() - third, readings.size()));
        double growth = last.quantile(0.5) / middle.quantile(0.5);
        return List.of(
                Sample.of("soak of " + length.toMinutes() + " min: messages answered", "", List.of((double)
                        answered.get())),
                Sample.of("  resident memory", "MiB", readings),
                Sample.of("  its last third, of the middle third", "×", List.of(growth))
                        .goal(1.05, 1));
    }

    private static List<Double> readings(List<ChatClient.Talk> talks, ToDoubleFunction<ChatClient.Talk> reading) {
        List<Double> found = talks.stream()
                .mapToDouble(reading)
                .filter(value -> !Double.isNaN(value))
                .boxed()
                .toList();
        return found.isEmpty() ? List.of(Double.NaN) : found;
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
