package dev.vignette.bot.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.consent.Declaration;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.WavWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class AvatarUploadTest extends StudioTest {
    private static final Map<String, Object> CONSENT =
            Map.of("agreed", true, "wording_version", Declaration.WORDING_VERSION, "language", "es");

    private static Map<String, Object> upload() throws IOException {
        Map<String, Object> upload = new LinkedHashMap<>();
        upload.put("name", "  Eileen\u202e \n Collins ");
        upload.put("persona", "Flies.");
        upload.put("languages", List.of("en", "es"));
        upload.put("picture", base64(Files.readAllBytes(PORTRAIT)));
        upload.put("voice_of", "lin");
        upload.put("consent", CONSENT);
        return upload;
    }

    private static String base64(byte[] file) {
        return "data:application/octet-stream;base64," + Base64.getEncoder().encodeToString(file);
    }

    private HttpResponse<byte[]> post(Map<String, Object> upload) {
        return send("POST", "/api/v1/avatars", JSON.writeValueAsString(upload));
    }

    private List<String> ids() {
        return get("/api/v1/avatars")
                .path("avatars")
                .valueStream()
                .map(avatar -> avatar.path("id").asString())
                .toList();
    }

    @Test
    void whoIsBroughtIsDeclaredKeptShownAndRemoved() throws IOException {
        HttpResponse<byte[]> answer = post(upload());
        assertThat(answer.statusCode()).isEqualTo(201);
        String id = json(answer).path("id").asString();
        JsonNode listed = get("/api/v1/avatars")
                .path("avatars")
                .valueStream()
                .filter(avatar -> avatar.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(listed.path("name").asString()).isEqualTo("Eileen Collins");
        assertThat(listed.path("own").asBoolean()).isTrue();
        assertThat(listed.path("accent").asString()).matches("#[0-9A-F]{6}");
        assertThat(send("GET", listed.path("portrait").asString(), "").body()).startsWith(0x89, 'P', 'N', 'G');

        Path home = HOME.resolve("avatars").resolve(id);
        assertThat(home).isDirectoryContaining("glob:**card.json").isDirectoryContaining("glob:**picture.jpg");
        assertThat(Files.getPosixFilePermissions(home)).extracting(Enum::name).allMatch(it -> it.startsWith("OWNER"));
        // Written anew, so the file's own metadata is gone with the file.
        assertThat(Files.readAllBytes(home.resolve("picture.jpg"))).isNotEqualTo(Files.readAllBytes(PORTRAIT));
        JsonNode declared = declarations().getLast();
        assertThat(declared.path("declarant").asString()).isEqualTo("127.0.0.1");
        assertThat(declared.path("wording_version").asString()).isEqualTo(Declaration.WORDING_VERSION);
        assertThat(declared.path("wording_language").asString()).isEqualTo("es");
        assertThat(declared.path("picture_sha256").asString())
                .isEqualTo(Sitting.sha256(Files.readAllBytes(home.resolve("picture.jpg"))));

        assertThat(send("DELETE", "/api/v1/avatars/" + id, "").statusCode()).isEqualTo(204);
        assertThat(ids()).doesNotContain(id);
        assertThat(home).doesNotExist();
        assertThat(declarations().getLast().path("what").asString()).isEqualTo("withdrawn");
        assertThat(send("DELETE", "/api/v1/avatars/" + id, "").statusCode()).isEqualTo(404);
    }

    @Test
    void whatCannotBeUsedIsRefusedInOneSentenceAndLeavesNothing() throws IOException {
        List<String> before = ids();
        int declared = Files.exists(HOME.resolve("consent/declarations.jsonl"))
                ? declarations().size()
                : 0;
        byte[] blank = FilmStill.png(new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB));
        byte[] short_ = WavWriter.bytes(Pcm.silence(Duration.ofSeconds(1), SampleRate.HZ_16000));
        byte[] silent = WavWriter.bytes(Pcm.silence(Duration.ofSeconds(6), SampleRate.HZ_16000));
        byte[] endless = WavWriter.bytes(Pcm.silence(Duration.ofSeconds(40), SampleRate.HZ_16000));
        List<Map<String, Object>> bad = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        refuse(bad, sentences, "consent", Map.of("agreed", false), "Nobody is shown or heard without consent.");
        refuse(bad, sentences, "consent", Map.of("agreed", true, "wording_version", "1999"), "has changed since");
        refuse(bad, sentences, "name", " ", "must have 1 to 40 characters");
        refuse(bad, sentences, "persona", "x".repeat(401), "at most 400 characters");
        refuse(bad, sentences, "languages", List.of("tlh"), "\"languages\" must name at least one of: en, es, zh");
        refuse(bad, sentences, "voice_of", "nobody", "must be the id of a built-in avatar");
        refuse(bad, sentences, "picture", "%%%", "must hold a file as base64");
        refuse(bad, sentences, "picture", base64(new byte[] {1, 2, 3}), "picture");
        refuse(bad, sentences, "picture", base64(blank), "No face was found");
        refuse(bad, sentences, "voice_sample", base64(short_), "only 1.0 s long");
        refuse(bad, sentences, "voice_sample", base64(silent), "silent");
        refuse(bad, sentences, "voice_sample", base64(endless), "30");
        for (int i = 0; i < bad.size(); i++) {
            HttpResponse<byte[]> answer = post(bad.get(i));
            assertThat(answer.statusCode()).as(sentences.get(i)).isIn(409, 422);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(json(answer).path("detail").asString()).contains(sentences.get(i));
        }
        assertThat(ids()).isEqualTo(before);
        assertThat(
                        Files.exists(HOME.resolve("consent/declarations.jsonl"))
                                ? declarations().size()
                                : 0)
                .isEqualTo(declared);
    }

    private static void refuse(
            List<Map<String, Object>> bad, List<String> sentences, String field, Object value, String sentence)
            throws IOException {
        Map<String, Object> upload = upload();
        upload.put(field, value);
        bad.add(upload);
        sentences.add(sentence);
    }

    @ParameterizedTest
    @CsvSource({"ada, 403", "nobody, 404", "..%2F..%2Fclips, 400"})
    void onlyThoseWhoWereBroughtCanBeRemoved(String id, int status) {
        assertThat(send("DELETE", "/api/v1/avatars/" + id, "").statusCode()).isEqualTo(status);
        assertThat(ids()).contains("ada");
    }

    @Test
    void theWordingIsShownInEveryLanguageOfThePage() {
        JsonNode consent = get("/api/v1/consent");
        assertThat(consent.path("version").asString()).isEqualTo(Declaration.WORDING_VERSION);
        assertThat(consent.path("wording").propertyNames()).containsExactlyInAnyOrder("en", "es", "zh");
        assertThat(consent.at("/wording/en").asString()).isEqualTo(Declaration.WORDING);
        assertThat(consent.path("keeping").propertyNames()).containsExactlyInAnyOrder("en", "es", "zh");
    }

    @Test
    void theLibraryPagesAndItsPostersAreNoUseOfAClip() {
        for (String text : List.of("One.", "Two.")) {
            send("POST", "/api/v1/generate", JSON.writeValueAsString(Map.of("text", text, "avatar", "ada")));
        }
        JsonNode all = get("/api/v1/library");
        JsonNode newest = all.path("clips").get(0);
        JsonNode second = all.path("clips").get(1);
        assertThat(newest.path("avatar").asString()).isEqualTo("ada");
        assertThat(second.path("tier").asString()).isEqualTo("disk");
        HttpResponse<byte[]> poster = send("GET", second.path("poster").asString(), "");
        assertThat(poster.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(poster.body()).startsWith(0xFF, 0xD8);
        JsonNode after = get("/api/v1/library?offset=0&limit=2");
        assertThat(Stream.of(0, 1)
                        .map(i -> after.path("clips").get(i).path("id"))
                        .toList())
                .containsExactly(newest.path("id"), second.path("id"));
        assertThat(after.path("clips").get(1).path("tier").asString()).isEqualTo("disk");
        assertThat(after.path("clips")).hasSize(2);
        send("GET", second.path("url").asString(), "");
        JsonNode used = get("/api/v1/library?limit=1").path("clips").get(0);
        assertThat(used.path("id")).isEqualTo(second.path("id"));
        assertThat(used.path("tier").asString()).isEqualTo("memory");
        assertThat(send("GET", "/api/v1/videos/" + "a".repeat(26) + "/poster.jpg", "")
                        .statusCode())
                .isEqualTo(404);
    }
}
