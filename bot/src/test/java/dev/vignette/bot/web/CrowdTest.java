package dev.vignette.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.ScriptedEquipment;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Many people who ask for films at the same time: for one film, for one each, and for more than can wait. */
@Timeout(60)
class CrowdTest extends ServiceTest {
    @Test
    void makesOneFilmFor64WhoAskForTheSame() throws Exception {
        scripted.gate.set(new CountDownLatch(1));
        List<Future<JsonNode>> answers = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                answers.add(people.submit(() -> json(generate(Map.of("text", "hello crowd")))));
            }
            scripted.begun.get().await();
            long asked = System.nanoTime();
            assertThat(get("/health").statusCode()).isEqualTo(200); // answered while all of them wait
            assertThat(System.nanoTime() - asked).isLessThan(TimeUnit.SECONDS.toNanos(30));
            scripted.gate.get().countDown();
            Set<String> ids = new HashSet<>();
            for (Future<JsonNode> answer : answers) {
                ids.add(answer.get().path("id").asString());
            }
            assertThat(ids).hasSize(1).allMatch(id -> id.matches("[a-z2-7]{26}"));
        }
        assertThat(scripted.spoken).hasValue(1);
    }

    @Test
    void makes64DifferentFilms() throws Exception {
        List<Callable<JsonNode>> wishes = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String text = "hello number " + i;
            wishes.add(() -> json(generate(Map.of("text", text))));
        }
        Set<String> ids = new HashSet<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<JsonNode> answer : people.invokeAll(wishes)) {
                ids.add(answer.get().path("id").asString());
            }
        }
        assertThat(ids).hasSize(64).doesNotContain("");
        assertThat(scripted.spoken).hasValue(64);
    }

    @Test
    void turnsPeopleAwayWhenTooManyWaitAndSaysWhenToComeBack() throws Exception {
        scripted.gate.set(new CountDownLatch(1));
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ExecutorCompletionService<HttpResponse<String>>(people);
            for (int i = 0; i < 90; i++) { // 2 are made, 80 may wait
                // These fail when their turn comes, which is quicker than a film.
                String text = "hello " + ScriptedEquipment.FULL + " overload " + i;
                answers.submit(() -> generate(Map.of("text", text)));
            }
            // While nothing can be made, whoever is answered is turned away.
            for (int i = 0; i < 8; i++) {
                HttpResponse<String> refused = answers.take().get();
                assertProblem(refused, 503);
                assertThat(Integer.parseInt(
                                refused.headers().firstValue("Retry-After").orElseThrow()))
                        .isPositive();
            }
            scripted.gate.get().countDown();
            for (int i = 0; i < 82; i++) {
                assertThat(answers.take().get().statusCode()).isEqualTo(507);
            }
        }
    }
}
