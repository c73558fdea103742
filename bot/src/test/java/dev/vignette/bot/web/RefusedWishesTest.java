package dev.vignette.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.ScriptedEquipment;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wishes that cannot be granted: each is refused with its reason, and nothing is written. */
@Timeout(60)
class RefusedWishesTest extends ServiceTest {
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
                new Bad(
                        "{\"text\":\"hello\",\"avatar\":\"ada\"," + image + GenerateTest.PICTURE + "\"}",
                        422,
                        "not both"),
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
                        "{\"text\":\"hello\",\"reference_video\":\"" + GenerateTest.VIDEO + "\"," + image
                                + GenerateTest.PICTURE + "\"}",
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
}
