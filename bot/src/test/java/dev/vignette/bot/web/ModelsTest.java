package dev.vignette.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ModelsTest extends ServiceTest {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @Autowired
    ModelStore store;

    @AfterEach
    void removeAll() throws Exception {
        HUB.letGo();
        HUB.miss("");
        for (JsonNode model : models().path("models")) {
            ask("DELETE", model.path("id").asString() + "/pull", "");
        }
        store.list().forEach(holding -> store.remove(holding.model().id()));
    }

    private HttpResponse<String> ask(String method, String rest, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/models" + (rest.isEmpty() ? "" : "/" + rest)))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode models() throws IOException, InterruptedException {
        HttpResponse<String> answer = ask("GET", "", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private JsonNode model(String id) throws IOException, InterruptedException {
        return StreamSupport.stream(models().path("models").spliterator(), false)
                .filter(model -> model.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode when(String id, Predicate<JsonNode> state) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        JsonNode model = model(id);
        while (!state.test(model)) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                fail("It stayed so: " + model);
            }
            Thread.onSpinWait();
            model = model(id);
        }
        return model;
    }

    private static Predicate<JsonNode> state(String state) {
        return model -> model.path("state").asString().equals(state)
                && model.path("pull").isMissingNode();
    }

    private static Predicate<JsonNode> stage(String stage) {
        return model -> model.path("pull").path("stage").asString("").equals(stage);
    }

    @Test
    void theModelsAreListedWithTheirStates() throws Exception {
        JsonNode root = models();
        assertThat(root.path("command").asString()).isEqualTo("vignette models pull recommended");
        assertThat(root.path("machine").path("cores").asInt()).isPositive();
        JsonNode tiny = model("whisper-tiny");
        assertThat(tiny.path("state").asString()).isEqualTo("absent");
        assertThat(tiny.path("licence").path("permissive").asBoolean()).isTrue();
        assertThat(tiny.path("licence_accepted").asBoolean()).isTrue();
        assertThat(model("xtts-v2").path("licence_accepted").asBoolean()).isFalse();
    }

    @Test
    void aPullTellsHowFarItIsCanBeStoppedAndGoesOn() throws Exception {
        HUB.hold();
        assertThat(ask("POST", "whisper-medium/pull", "").statusCode()).isEqualTo(202);
        assertThat(ask("POST", "whisper-large-v3/pull", "").statusCode()).isEqualTo(202);
        JsonNode pull = when(
                        "whisper-medium",
                        model -> model.path("pull").path("done_bytes").asLong() > 0)
                .path("pull");
        assertThat(pull.path("stage").asString()).isEqualTo("pulling");
        assertThat(pull.path("total_bytes").asLong())
                .isGreaterThan(pull.path("done_bytes").asLong());
        assertThat(model("whisper-large-v3").at("/pull/stage").asString()).isEqualTo("queued");
        assertThat(ask("POST", "whisper-medium/pull", "").statusCode()).isEqualTo(202);

        assertThat(ask("DELETE", "whisper-large-v3/pull", "").statusCode()).isEqualTo(204);
        assertThat(ask("DELETE", "whisper-medium/pull", "").statusCode()).isEqualTo(204);
        when("whisper-medium", state("partly"));
        assertThat(model("whisper-large-v3").path("state").asString()).isEqualTo("absent");
        HUB.letGo();
        assertThat(ask("POST", "whisper-medium/pull", "").statusCode()).isEqualTo(202);
        when("whisper-medium", state("installed"));
    }

    @Test
    void aModelThatIsNotForEveryUseWantsItsLicenceAccepted() throws Exception {
        HttpResponse<String> refused = ask("POST", "xtts-v2/pull", "{}");
        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = JSON.readTree(refused.body());
        assertThat(problem.path("type").asString()).isEqualTo("urn:vignette:problem:licence-not-accepted");
        assertThat(problem.path("detail").asString()).contains("Coqui Public Model License", "CPML-1.0.0");
        assertThat(ask("POST", "xtts-v2/pull", "{\"accept_licence\": \"MIT\"}").statusCode())
                .isEqualTo(422);
        assertThat(store.directory(new ModelId("xtts-v2"))).isEmpty();

        assertThat(ask("POST", "xtts-v2/pull", "{\"accept_licence\": \"CPML-1.0.0\"}")
                        .statusCode())
                .isEqualTo(202);
        when("xtts-v2", state("installed"));
        assertThat(HOME.resolve("models/licences.jsonl")).content().contains("CPML-1.0.0", "127.0.0.1");
    }

    @Test
    void whatCannotBeHadIsSaidUntilItIsAskedForAgain() throws Exception {
        HUB.miss("config.json");
        assertThat(ask("POST", "whisper-medium/pull", "").statusCode()).isEqualTo(202);
        JsonNode failed = when("whisper-medium", stage("failed"));
        assertThat(failed.at("/pull/detail").asString()).contains("config.json");
        HUB.miss("");
        assertThat(ask("POST", "whisper-medium/pull", "").statusCode()).isEqualTo(202);
        when("whisper-medium", state("installed"));
    }

    @Test
    void theSetThatFitsTheMachineIsAskedForAtOnce() throws Exception {
        HUB.freeze();
        HttpResponse<String> answer = ask("POST", "recommended/pull", "");
        assertThat(answer.statusCode()).isEqualTo(202);
        for (JsonNode model : JSON.readTree(answer.body()).path("models")) {
            assertThat(model.path("pull").isMissingNode())
                    .as(model.path("id").asString())
                    .isEqualTo(!model.path("recommended").asBoolean());
        }
        assertThat(ask("DELETE", "recommended/pull", "").statusCode()).isEqualTo(204);
        for (JsonNode model : models().path("models")) {
            assertThat(model.path("pull").isMissingNode()).isTrue();
        }
    }

    @Test
    void otherPeoplesPagesAndWrongNamesPullNothing() throws Exception {
        assertThat(ask("POST", "whisper-medium/pull", "", "Origin", "https://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", "whisper-huge/pull", "").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "..%2Fx/pull", "").statusCode()).isIn(400, 404);
        assertThat(ask("DELETE", "whisper-huge/pull", "").statusCode()).isEqualTo(404);
        assertThat(model("whisper-medium").path("state").asString()).isEqualTo("absent");
    }
}
