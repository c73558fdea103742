package dev.vignette.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ModelsTest extends ServiceTest {
    @Test
    void theModelsAreListedWithTheirStates() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/models"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode root = JSON.readTree(answer.body());
        assertThat(root.path("command").asString()).isEqualTo("vignette models pull recommended");
        assertThat(root.path("machine").path("cores").asInt()).isPositive();
        JsonNode tiny = StreamSupport.stream(root.path("models").spliterator(), false)
                .filter(model -> model.path("id").asString().equals("whisper-tiny"))
                .findFirst()
                .orElseThrow();
        assertThat(tiny.path("state").asString()).isEqualTo("absent");
        assertThat(tiny.path("licence").path("permissive").asBoolean()).isTrue();
    }
}
