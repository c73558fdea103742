package dev.vignette.bot.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.LogOfRun;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.consent.Declaration;
import dev.vignette.bot.consent.Lending;
import dev.vignette.bot.lending.Account;
import dev.vignette.bot.lending.VoiceLending;
import dev.vignette.media.sound.WavWriter;
import dev.vignette.renderer.voice.Speakers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;

/** Voices lent to accounts in chats by the REST API: by whom, with what consent, and back again. */
@Timeout(60)
class VoiceLoanTest extends StudioTest {
    private static final Account ANN = new Account(new PlatformName("telegram"), new PersonId("42"));
    private static final Map<String, Object> AGREED =
            Map.of("agreed", true, "wording_version", Lending.WORDING_VERSION, "language", "zh");

    @Autowired
    private VoiceLending lending;

    @Autowired
    private OwnAvatars avatars;

    private JsonNode bring(boolean voice) throws IOException {
        Map<String, Object> upload = new HashMap<>(Map.of(
                "name", "Eileen",
                "languages", List.of("en"),
                "picture", Base64.getEncoder().encodeToString(Files.readAllBytes(PORTRAIT)),
                "consent", Map.of("agreed", true, "wording_version", Declaration.WORDING_VERSION, "language", "en")));
        if (voice) {
            upload.put("voice_sample", Base64.getEncoder().encodeToString(WavWriter.bytes(Speakers.sample(6))));
        }
        return json(send("POST", "/api/v1/avatars", JSON.writeValueAsString(upload)));
    }

    private static String loans(JsonNode avatar) {
        return "/api/v1/avatars/" + avatar.path("id").asString() + "/voice/loans";
    }

    private HttpResponse<byte[]> lend(
            JsonNode avatar, @Nullable String code, @Nullable String key, Map<String, Object> consent) {
        Map<String, Object> body = new HashMap<>();
        body.put("code", code);
        body.put("key", key);
        body.put("consent", consent);
        return send("POST", loans(avatar), JSON.writeValueAsString(body));
    }

    private void remove(JsonNode avatar) {
        send("DELETE", "/api/v1/avatars/" + avatar.path("id").asString(), "");
    }

    @Test
    void whoeverBroughtAVoiceLendsItAndTakesItBack() throws IOException {
        JsonNode eileen = bring(true);
        String key = eileen.path("key").asString();
        assertThat(key).hasSize(32);
        assertThat(Files.readString(HOME.resolve("avatars/" + eileen.path("id").asString() + "/card.json")))
                .as("kept as a hash")
                .doesNotContain(key);
        HttpResponse<byte[]> lent = lend(eileen, lending.code(ANN).text(), key, AGREED);
        assertThat(lent.statusCode()).isEqualTo(201);
        assertThat(json(lent).path("platform").asString()).isEqualTo("telegram");
        assertThat(json(lent).path("account").asString()).isEqualTo("42");
        assertThat(lending.to(ANN)).hasSize(1);
        assertThat(declarations().getLast().path("what").asString()).isEqualTo("lent");
        assertThat(declarations().getLast().path("wording_language").asString()).isEqualTo("zh");
        assertThat(get(loans(eileen)).at("/loans/0/account").asString()).isEqualTo("42");

        assertThat(send("DELETE", loans(eileen) + "/telegram/42", "").statusCode())
                .isEqualTo(204);
        assertThat(lending.to(ANN)).isEmpty();
        assertThat(send("DELETE", loans(eileen) + "/telegram/42", "").statusCode())
                .isEqualTo(404);
        assertThat(declarations().getLast().path("what").asString()).isEqualTo("returned");

        lend(eileen, lending.code(ANN).text(), key, AGREED);
        remove(eileen);
        assertThat(lending.to(ANN)).as("a loan ends with the face").isEmpty();
        assertThat(get(loans(eileen)).path("status").asInt()).isEqualTo(404);
    }

    @Test
    void nobodyElseLendsItAndWithoutConsentNobody() throws IOException {
        JsonNode eileen = bring(true);
        JsonNode other = bring(true);
        JsonNode mute = bring(false);
        String key = eileen.path("key").asString();
        String code = lending.code(ANN).text();
        refused(lend(eileen, code, null, AGREED), 403, "Only the browser in which");
        refused(lend(eileen, code, other.path("key").asString(), AGREED), 403, "Only the browser in which");
        refused(lend(eileen, code, key, Map.of("agreed", false)), 422, "Tick the sentence");
        refused(lend(eileen, code, key, Map.of("agreed", true, "wording_version", "1999")), 409, "has changed since");
        refused(lend(mute, code, mute.path("key").asString(), AGREED), 422, "Nothing is kept of a voice");
        refused(lend(eileen, "no code", key, AGREED), 422, "no such code");
        refused(send("POST", "/api/v1/avatars/ada/voice/loans", "{}"), 404, "no avatar");
        refused(send("GET", "/api/v1/avatars/..%2Fada/voice/loans", ""), 400, "");
        assertThat(lending.to(ANN)).isEmpty();
        assertThat(lend(eileen, code, key, AGREED).statusCode())
                .as("the code was not used up by what was refused")
                .isEqualTo(201);
        remove(eileen);
        remove(other);
        remove(mute);
    }

    @Test
    void codesAreNotTriedForEver() throws IOException {
        JsonNode eileen = bring(true);
        // One of its own, whose failures are nobody else's.
        var controller = new VoiceLoanController(avatars, lending);
        var asked = new VoiceLoanController.Request(
                "AAAA-AAAA",
                eileen.path("key").asString(),
                new VoiceLoanController.Agreement(true, Lending.WORDING_VERSION, "en"));
        assertThat(asked).hasToString("Request[hidden]");
        List<HttpStatusCode> refusals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try {
                controller.lend(eileen.path("id").asString(), asked, new MockHttpServletRequest(), null);
            } catch (StudioProblem problem) {
                refusals.add(problem.getStatusCode());
            }
        }
        assertThat(refusals)
                .hasSize(20)
                .startsWith(HttpStatus.UNPROCESSABLE_CONTENT)
                .contains(HttpStatus.TOO_MANY_REQUESTS);
        remove(eileen);
    }

    private static void refused(HttpResponse<byte[]> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(detail).isEqualTo(status);
        if (!detail.isEmpty()) {
            assertThat(json(answer).path("detail").asString()).contains(detail);
        }
    }

    @Test
    void neitherKeyNorCodeIsLogged() throws IOException {
        try (var log = new LogOfRun()) {
            JsonNode eileen = bring(true);
            String key = eileen.path("key").asString();
            String code = lending.code(ANN).text();
            assertThat(lend(eileen, code, key, AGREED).statusCode()).isEqualTo(201);
            refused(lend(eileen, code, key, AGREED), 422, "no such code");
            log.assertFreeOf(key, code, code.replace("-", ""));
            remove(eileen);
        }
    }

    @Test
    void whatIsAgreedToIsShownInEveryLanguageOfThePage() {
        JsonNode consent = get("/api/v1/consent");
        assertThat(consent.path("lending_version").asString()).isEqualTo(Lending.WORDING_VERSION);
        assertThat(consent.path("lending").propertyNames()).containsExactlyInAnyOrder("en", "es", "zh");
        assertThat(consent.at("/lending/en").asString()).isEqualTo(Lending.WORDING);
    }
}
