package dev.vignette.evaluator.bench;

import dev.vignette.evaluator.Sentences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a person feels: waiting for a new clip, for a known one, and for a sign of life while others are served. */
final class ClipBench {
    private static final int CROWD = 64;

    private final ServiceClient client;
    private final String avatar;
    private final int rounds;
    private final Consumer<String> progress;
    private int next;

    ClipBench(ServiceClient client, String avatar, int rounds, Consumer<String> progress) {
        this.client = client;
        this.avatar = avatar;
        this.rounds = rounds;
        this.progress = progress;
    }

    List<Sample> run() throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        progress.accept("warming up");
        for (int i = 0; i < 12; i++) {
            client.generate(Sentences.unheard(next++), avatar);
        }
        samples.addAll(newClips());
        samples.add(knownClips());
        samples.addAll(crowd("the same sentence", i -> "Sixty-four people ask for this one sentence at once."));
        int base = next;
        next += CROWD;
        samples.addAll(crowd("different sentences", i -> Sentences.unheard(base + i)));
        return samples;
    }

    private List<Sample> newClips() throws IOException, InterruptedException {
        List<Double> wall = new ArrayList<>();
        List<Double> factor = new ArrayList<>();
        List<Double> length = new ArrayList<>();
        Map<String, List<Double>> stages = new LinkedHashMap<>();
        for (int i = 0; i < rounds; i++) {
            progress.accept("new clip " + (i + 1) + " of " + rounds);
            var answer = client.generate(Sentences.unheard(next++), avatar);
            wall.add(answer.milliseconds());
            length.add(answer.durationSeconds());
            factor.add(answer.milliseconds() / 1000 / answer.durationSeconds());
            answer.timings()
                    .forEach((stage, ms) -> stages.computeIfAbsent(stage, s -> new ArrayList<>())
                            .add(ms));
        }
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.of("new clip, its length", "s", length));
        samples.add(Sample.of("new clip, request to answer", "ms", wall).goal(500, 0.5));
        samples.add(Sample.of("new clip, real-time factor", "×", factor).goal(0.1, 0.5));
        stages.forEach((stage, readings) -> samples.add(Sample.of("  of which " + stage, "ms", readings)));
        return samples;
    }

    private Sample knownClips() throws IOException, InterruptedException {
        progress.accept("known clips");
        String known = Sentences.unheard(next++);
        client.generate(known, avatar);
        List<Double> wall = new ArrayList<>();
        for (int i = 0; i < 10 * rounds; i++) {
            var answer = client.generate(known, avatar);
            if (!answer.cached()) {
                throw new IOException("A known clip was rendered again.");
            }
            wall.add(answer.milliseconds());
        }
        return Sample.of("known clip, request to answer", "ms", wall).goal(20, 0.95);
    }

    private interface Text {
        String of(int person);
    }

    private List<Sample> crowd(String what, Text text) throws IOException, InterruptedException {
        progress.accept(CROWD + " people, " + what);
        List<Double> waits = new ArrayList<>();
        List<Double> health = new ArrayList<>();
        long start = System.nanoTime();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ServiceClient.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                int person = i;
                Callable<ServiceClient.Answer> ask = () -> client.generate(text.of(person), avatar);
                answers.add(people.submit(ask));
            }
            while (answers.stream().anyMatch(answer -> !answer.isDone())) {
                health.add(client.health());
                TimeUnit.MILLISECONDS.sleep(20);
            }
            for (Future<ServiceClient.Answer> answer : answers) {
                waits.add(answer.get().milliseconds() / 1000);
            }
        } catch (ExecutionException e) {
            throw new IOException("One of " + CROWD + " requests failed: " + e.getCause(), e);
        }
        double all = (System.nanoTime() - start) * 1e-9;
        return List.of(
                Sample.of(CROWD + " at once, " + what + ": all served", "s", List.of(all)),
                Sample.of("  each waits", "s", waits),
                Sample.of("  /health meanwhile", "ms", health).goal(100, 0.99));
    }
}
