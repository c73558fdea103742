package dev.vignette.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class GenerateTest extends ServiceTest {
    static final String PICTURE = Base64.getEncoder().encodeToString("Picture".getBytes(StandardCharsets.UTF_8));
    static final String VIDEO = Base64.getEncoder().encodeToString("Video".getBytes(StandardCharsets.UTF_8));
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
