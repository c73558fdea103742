package dev.vignette.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.ScriptedEquipment;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class GenerateTest extends ServiceTest {
    private static final String PICTURE =
            Base64.getEncoder().encodeToString("Picture".getBytes(StandardCharsets.UTF_8));
    private static final String VIDEO = Base64.getEncoder().encodeToString("Video".getBytes(StandardCharsets.UTF_8));
    private static final String SAMPLE = Base64.getEncoder().encodeToString("Sample".getBytes(StandardCharsets.UTF_8));

    @Test
    void makesAClipAndThenFindsIt() throws Exception {
        HttpResponse<String> first = generate(Map.of("text", "  hello\tthere  "));
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        JsonNode clip = json(first);
        assertThat(clip.path("id").asString()).matches("[a-z2-7]{26}");
        assertThat(clip.path("url").asString())
                .isEqualTo("/api/v1/videos/" + clip.path("id").asString() + ".mp4");
        assertThat(clip.path("duration_seconds").asDouble()).isPositive();
        assertThat(clip.path("language").asString()).isEqualTo("en");
        assertThat(clip.path("cached").asBoolean()).isFalse();
        assertThat(clip.path("engines").path("voice").asString()).isEqualTo("hum/1");
        assertThat(clip.path("engines").path("face").asString()).isEqualTo("grey/1");
        assertThat(clip.path("timings_ms").path("voice").isNumber()).isTrue();
        assertThat(clip.path("spoken_text").asString()).isEqualTo("hello there");
        assertThat(clip.path("shortened").asBoolean()).isFalse();

        JsonNode again = json(generate(Map.of("text", "hello there")));
        assertThat(again.path("id").asString()).isEqualTo(clip.path("id").asString());
        assertThat(again.path("cached").asBoolean()).isTrue();
        assertThat(scripted.spoken).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "hello you,      ,      en, a text that tells",
        "hola amigo,     ,      es, a text that tells",
        "12,             ,      en, the first avatar's language where nothing tells",
        "12,             mateo, es, the named avatar's language where nothing tells",
        "hola amiga,     ada,   es, a text that tells before the avatar",
    })
    void detectsTheLanguageBy(String text, String avatar, String language, String why) throws Exception {
        Map<String, String> body = avatar == null ? Map.of("text", text) : Map.of("text", text, "avatar", avatar);
        assertThat(json(generate(body)).path("language").asString()).as(why).isEqualTo(language);
    }

    @Test
    void tellsFormatsLanguagesAvatarsAndGuestsApart() throws Exception {
        Set<String> ids = new HashSet<>();
        List<Map<String, ?>> bodies = List.of(
                Map.of("text", "hello apart"),
                Map.of("text", "hello apart", "format", "portrait"),
                Map.of("text", "hello apart", "language", "es"),
                Map.of("text", "hello apart", "avatar", "lin"),
                Map.of("text", "hello apart", "reference_image", PICTURE),
                Map.of("text", "hello apart", "reference_video", VIDEO),
                Map.of("text", "hello apart", "direction", Map.of("gaze", Map.of("across", 0.5))),
                Map.of("text", "hello apart", "direction", Map.of("gaze", Map.of("across", -0.5))),
                Map.of("text", "hello apart", "direction", Map.of("emotions", List.of("happy", "surprise"))),
                Map.of("text", "hello apart", "voice_sample", SAMPLE),
                Map.of("text", "hello apart", "reference_image", PICTURE, "voice_sample", SAMPLE));
        for (Map<String, ?> body : bodies) {
            HttpResponse<String> response = generate(body);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            ids.add(json(response).path("id").asString());
        }
        assertThat(ids).hasSameSizeAs(bodies);
    }

    @Test
    void aDirectionThatAsksForNothingIsNone() throws Exception {
        Set<String> ids = new HashSet<>();
        for (Object direction :
                List.of(Map.of(), Map.of("gaze", Map.of()), Map.of("blinks", true, "articulation", 1))) {
            ids.add(json(generate(Map.of("text", "hello plain", "direction", direction)))
                    .path("id")
                    .asString());
        }
        ids.add(json(generate(Map.of("text", "hello plain"))).path("id").asString());
        assertThat(ids).hasSize(1).doesNotContain("");
    }

    @Test
    void takesAPictureAsDataUrlAndRecordsTheDeclaration() throws Exception {
        List<String> before = files();
        HttpResponse<String> response =
                generate(Map.of("text", "hello guest", "reference_image", "data:image/png;base64," + PICTURE));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(files()).anyMatch(file -> file.startsWith("consent") && !before.contains(file));
    }

    @Test
    void shortensToWholeSentences() throws Exception {
        JsonNode clip = json(generate(Map.of(
                "text",
                "hello one. This is the second sentence of several. This is the third of them, and a long one.",
                "max_seconds",
                5)));
        assertThat(clip.path("shortened").asBoolean()).isTrue();
        assertThat(clip.path("spoken_text").asString()).startsWith("hello one.").doesNotContain("third");
    }

    record Bad(String body, int status, String detail) {
        @Override
        public String toString() {
            return status + " " + (body.length() > 60 ? body.substring(0, 60) : body);
        }
    }

    static List<Bad> bad() {
        String image = "\"reference_image\":\"";
        return List.of(
                new Bad("", 400, "JSON object"),
                new Bad("{", 400, "not valid JSON"),
                new Bad("[]", 400, "JSON object"),
                new Bad("null", 400, "JSON object"),
                new Bad("\"hello\"", 400, ""),
                new Bad("{\"text\":\"hello\"} x", 400, "not valid JSON"),
                new Bad("{\"text\":{\"a\":1}}", 400, "\"text\""),
                new Bad("{\"text\":\"hello\",\"max_seconds\":\"long\"}", 400, "number"),
                new Bad("{\"text\":\"hello\",\"langauge\":\"en\"}", 400, "langauge"),
                new Bad("{}", 422, "no text"),
                new Bad("{\"text\":null}", 422, "no text"),
                new Bad("{\"text\":\"\"}", 422, "no text"),
                new Bad("{\"text\":\" \\n\\t\\u3000\"}", 422, "no text"),
                new Bad("{\"text\":\"!!! ... \"}", 422, "no word"),
                new Bad("{\"text\":\"hello\\u0000\"}", 422, "U+0000"),
                new Bad("{\"text\":\"hello\\u001b[31m\"}", 422, "U+001B"),
                new Bad("{\"text\":\"hello\\u0085\"}", 422, "U+0085"),
                new Bad("{\"text\":\"hello \\ud800 there\"}", 422, "Unicode"),
                new Bad("{\"text\":\"" + "a".repeat(5_001) + "\"}", 422, "5,001"),
                new Bad("{\"text\":\"" + "\\ufdfa".repeat(1_000) + "\"}", 422, "5,000"),
                new Bad("{\"text\":\"hello\",\"language\":\"de\"}", 422, "de"),
                new Bad("{\"text\":\"hello\",\"language\":\"\"}", 422, "not spoken"),
                new Bad("{\"text\":\"hello\",\"language\":\"../../x\"}", 422, "not spoken"),
                new Bad("{\"text\":\"hello\",\"avatar\":\"nobody\"}", 422, "ada, mateo, lin"),
                new Bad("{\"text\":\"hello\",\"avatar\":\"../ada\"}", 422, "no avatar"),
                new Bad("{\"text\":\"hello\",\"avatar\":\"ada\"," + image + PICTURE + "\"}", 422, "not both"),
                new Bad("{\"text\":\"hello\",\"format\":\"round\"}", 422, "square"),
                new Bad("{\"text\":\"hello\",\"max_seconds\":0}", 422, "1 to 300"),
                new Bad("{\"text\":\"hello\",\"max_seconds\":-5}", 422, "1 to 300"),
                new Bad("{\"text\":\"hello\",\"max_seconds\":1e9}", 422, "1 to 300"),
                new Bad(
                        "{\"text\":\"hello " + "incomprehensibilities".repeat(9) + "\",\"max_seconds\":1}",
                        422,
                        "word"),
                new Bad("{\"text\":\"hello\"," + image + "\"}", 422, "base64"),
                new Bad("{\"text\":\"hello\"," + image + "***\"}", 422, "base64"),
                new Bad("{\"text\":\"hello\"," + image + "/etc/passwd\"}", 422, ""),
                new Bad("{\"text\":\"hello\"," + image + "http://example.org/a.png\"}", 422, "base64"),
                new Bad("{\"text\":\"hello\"," + image + "bm90IGEgcGljdHVyZQ==\"}", 422, "not a picture"),
                new Bad("{\"text\":\"hello\",\"reference_video\":\"bm90IGEgZmlsbQ==\"}", 422, "not a film"),
                new Bad(
                        "{\"text\":\"hello\",\"reference_video\":\"" + VIDEO + "\"," + image + PICTURE + "\"}",
                        422,
                        "not both"),
                new Bad("{\"text\":\"hello\",\"direction\":{\"gaze\":{\"across\":2}}}", 422, "from -1 to 1"),
                new Bad("{\"text\":\"hello\",\"direction\":{\"gaze\":\"left\"}}", 400, "\"direction.gaze\""),
                new Bad("{\"text\":\"hello\",\"direction\":{\"gaze\":\"left\"}}", 400, "takes an object"),
                new Bad("{\"text\":\"hello\",\"direction\":{\"blinks\":\"often\"}}", 400, "takes true or false"),
                new Bad("{\"text\":\"hello\",\"direction\":{\"emotions\":\"happy\"}}", 400, "takes a list"),
                new Bad("{\"text\":\"hello\",\"direction\":{\"emotions\":[\"bored\"]}}", 422, "angry, disgust"),
                new Bad("{\"text\":\"hello\",\"direction\":{\"emotions\":[null]}}", 422, "angry, disgust"),
                new Bad("{\"text\":\"hello\",\"direction\":{\"mood\":\"happy\"}}", 400, "mood"),
                new Bad(
                        "{\"text\":\"hello\",\"direction\":{\"head_turn\":{\"yaw\":10}}}",
                        422,
                        "\"grey\", which shows this, cannot be told a turn of the head"),
                new Bad("{\"text\":\"hello\",\"voice_sample\":\"bm90IGEgc2FtcGxl\"}", 422, "no voice"),
                new Bad("{\"text\":\"hello " + ScriptedEquipment.UNSPEAKABLE + "\"}", 422, "cannot be spoken"),
                new Bad("{\"text\":\"hello " + ScriptedEquipment.BROKEN + "\"}", 500, "broke"),
                new Bad("{\"text\":\"hello " + ScriptedEquipment.FULL + "\"}", 507, "no room"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesAndWritesNothing(Bad bad) throws Exception {
        List<String> before = files();
        HttpResponse<String> response = post("/api/v1/generate", bad.body);
        assertProblem(response, bad.status);
        assertThat(json(response).path("detail").asString()).contains(bad.detail);
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void explainsInTheStreamOrBefore(Bad bad) throws Exception {
        if (bad.status == 400 || (bad.status == 422 && !bad.body.contains(ScriptedEquipment.UNSPEAKABLE))) {
            assertProblem(post("/api/v1/generate/events", bad.body), bad.status);
        } else {
            HttpResponse<String> response = post("/api/v1/generate/events", bad.body);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("event: problem", "\"status\":" + bad.status, bad.detail);
        }
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        String large = "{\"text\":\"hello\",\"reference_image\":\"" + "A".repeat(21_000_000) + "\"}";
        assertProblem(post("/api/v1/generate", large), 413);
        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
        assertProblem(
                send(request("/api/v1/generate", "Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))), // no length
                413);
    }

    @Test
    void says503WhileTheVoiceIsMissing() throws Exception {
        // A voice that is open stays open, so this is asked of engines of their own.
        ScriptedEquipment bare = new ScriptedEquipment();
        bare.voiceMissing = true;
        try {
            bare.equipment().engines().renderer();
        } catch (RuntimeException missing) {
            assertThat(FailureReports.of(missing).getStatus()).isEqualTo(503);
            assertThat(FailureReports.of(missing).getDetail()).contains("not installed");
            return;
        }
        throw new AssertionError("The voice was found.");
    }

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

    @Test
    void tellsHowFarAFilmIs() throws Exception {
        HttpResponse<String> response = post("/api/v1/generate/events", "{\"text\":\"hello progress\"}");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(response.body())
                .startsWith("event: progress\n")
                .contains("\"stage\":\"voice\"", "event: clip\n")
                .endsWith("\n\n");
        String last = response.body().strip().lines().reduce((a, b) -> b).orElseThrow();
        assertThat(JSON.readTree(last.substring("data: ".length()))
                        .path("spoken_text")
                        .asString())
                .isEqualTo("hello progress");
    }

    @Test
    void givesUpAFilmForWhichNobodyWaits() throws Exception {
        scripted.gate.set(new CountDownLatch(1));
        HttpResponse<InputStream> stream = http.send(
                request("/api/v1/generate/events", "Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"text\":\"hello nobody\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo("event: progress");
        scripted.begun.get().await();
        stream.body().close();
        assertThat(scripted.cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
