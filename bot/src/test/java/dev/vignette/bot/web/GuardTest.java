package dev.vignette.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest extends ServiceTest {
    private static final String HELLO = "{\"text\":\"hello guard\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/videos/../../../etc/passwd",
                "/api/v1/videos/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/api/v1/videos/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "/api/v1/videos/..%2f..%2fclips",
                "/api/v1/videos/%00",
                "/api/v1/videos/a%00.mp4",
                "/api/v1/videos/%zz",
                "/../../etc/passwd",
                "/..;/..;/etc/passwd",
                "/%c0%ae%c0%ae/etc/passwd",
                "/api/v1/videos/a\\b",
                "/application.yml",
                "/WEB-INF/web.xml",
                "/nothing"
            })
    void explainsEveryCraftedPath(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
        assertThat(answer).doesNotContain("root:", "<html", "Exception").contains("\"detail\"");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1, 200",
        "[::1], 200",
        "192.168.1.20, 200",
        "vignette.localhost, 200",
        "films.example, 200",
        "evil.example, 421",
        "localhost.evil.example, 421",
        "127.0.0.1.evil.example, 421"
    })
    void goesByItsOwnNamesOnly(String host, int status) throws Exception {
        String answer = raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, , 403",
        "null, , 403",
        "http://localhost:1, , 403",
        ", cross-site, 403",
        ", same-site, 403",
        ", same-origin, 200",
        ", none, 200",
        "SELF, same-origin, 200",
        ", , 200"
    })
    void letsOnlyItsOwnPagesChangeThings(String origin, String site, int status) throws Exception {
        var request = request("/api/v1/generate").setHeader("Content-Type", "application/json");
        if (origin != null) {
            request.setHeader("Origin", origin.equals("SELF") ? "http://localhost:" + port : origin);
        }
        if (site != null) {
            request.setHeader("Sec-Fetch-Site", site);
        }
        HttpResponse<String> response = send(request.POST(BodyPublishers.ofString(HELLO)));
        assertThat(response.statusCode()).isEqualTo(status);
        if (status != 200) {
            assertProblem(response, status);
        }
    }

    @Test
    void explainsWrongMethodsAndTypes() throws Exception {
        HttpResponse<String> method = send(request("/api/v1/generate").GET());
        assertProblem(method, 405);
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
        assertProblem(send(request("/health").POST(BodyPublishers.ofString("x"))), 405);
        assertProblem(send(request("/api/v1/generate").POST(BodyPublishers.ofString(HELLO))), 415);
        assertProblem(
                send(request("/api/v1/generate", "Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("text=hello"))),
                415);
        assertProblem(post("/api/v1/generate", HELLO, "Accept", "text/html"), 406);
        assertProblem(post("/api/v1/generate", "{", "Accept", "text/html"), 406);
        assertProblem(get("/nothing", "Accept", "text/html"), 404);
        assertProblem(get("/actuator/env"), 404);
    }

    @Test
    void tellsBrowsersWhatPagesMayDo() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Vignette</title>").doesNotContain("http://", "https://");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }

    @Test
    void describesItself() throws Exception {
        var api = json(get("/v3/api-docs"));
        assertThat(api.path("paths").propertyNames())
                .contains(
                        "/health",
                        "/api/v1/generate",
                        "/api/v1/generate/events",
                        "/api/v1/videos/{id}",
                        "/api/v1/avatars",
                        "/api/v1/avatars/{id}/portrait.png")
                .doesNotContain("/error");
        assertThat(api.at("/components/schemas/GenerateBody/properties").propertyNames())
                .containsExactlyInAnyOrder(
                        "text",
                        "language",
                        "avatar",
                        "reference_image",
                        "reference_video",
                        "voice_sample",
                        "format",
                        "max_seconds",
                        "direction");
        assertThat(api.at("/components/schemas/GenerateBody/properties/reference_image/description")
                        .asString())
                .contains("has agreed");
        assertThat(get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
    }

    @Test
    void listsTheCastAndTheirPortraits() throws Exception {
        var avatars = json(get("/api/v1/avatars")).path("avatars");
        assertThat(avatars).hasSize(3);
        assertThat(avatars.get(1).path("languages").get(0).asString()).isEqualTo("es");
        HttpResponse<String> portrait = get(avatars.get(0).path("portrait").asString());
        assertThat(portrait.statusCode()).isEqualTo(200);
        assertThat(portrait.headers().firstValue("Content-Type")).hasValue("image/png");
        assertProblem(get("/api/v1/avatars/nobody/portrait.png"), 404);
    }

    @Test
    void saysHowItIs() throws Exception {
        send(request("/api/v1/generate", "Content-Type", "application/json").POST(BodyPublishers.ofString(HELLO)));
        var health = json(get("/health"));
        assertThat(health.path("status").asString()).isEqualTo("ok");
        assertThat(health.at("/engines/voice").asString()).isEqualTo("hum/1");
        assertThat(health.at("/engines/face").get(0).asString()).isEqualTo("grey/1");
        assertThat(health.at("/clips/disk_free_bytes").asLong()).isPositive();
        assertThat(health.at("/queue/workers").asInt()).isEqualTo(2);
        assertThat(health.has("uptime_seconds")).isTrue();
        assertThat(health.has("version")).isTrue();
    }
}
