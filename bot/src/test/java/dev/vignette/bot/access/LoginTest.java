package dev.vignette.bot.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.LogOfRun;
import dev.vignette.bot.settings.Settings;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LoginTest {
    private static final String TOKEN = "a token long enough to be one";

    @SpringBootConfiguration
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
            })
    @ComponentScan("dev.vignette.bot.access")
    static class Guarded {}

    @RestController
    static class Secret {
        @GetMapping("/api/v1/secret")
        String secret() {
            return "treasure";
        }
    }

    @TempDir
    private static Path home;

    private static ConfigurableApplicationContext service;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @BeforeAll
    static void start() {
        service = new SpringApplicationBuilder(Guarded.class, Secret.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                Settings.class, () -> Settings.from(Map.of("vignette.home", home.toString())::get)))
                .properties("vignette.access.token=" + TOKEN, "logging.level.root=warn")
                .run("--server.port=0");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void close() {
        http.close();
    }

    private HttpResponse<String> send(String path, String body, String... headers) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!body.isEmpty()) {
            request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void nothingIsShownBeforeTheLoginAndAllAfterIt() throws Exception {
        HttpResponse<String> program = send("/api/v1/secret", "");
        assertThat(program.statusCode()).isEqualTo(401);
        assertThat(program.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(program.body()).contains("access token").doesNotContain("treasure");
        HttpResponse<String> person = send("/api/v1/secret", "", "Accept", "text/html");
        assertThat(person.statusCode()).isEqualTo(302);
        assertThat(person.headers().firstValue("Location")).hasValue("/login");
        assertThat(send("/login", "").body()).contains("<form>");

        assertThat(send("/login", "{\"token\":\"a token long enough, but wrong\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("/api/v1/secret", "").statusCode()).isEqualTo(401);
        HttpResponse<String> in = send("/login", "{\"token\":\"" + TOKEN + "\"}");
        assertThat(in.statusCode()).isEqualTo(204);
        assertThat(in.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly")
                .contains("SameSite=Strict");
        assertThat(send("/api/v1/secret", "").body()).isEqualTo("treasure");
    }

    @Test
    void theTokenIsNotLogged() throws Exception {
        try (var log = new LogOfRun()) {
            send("/login", "{\"token\":\"" + TOKEN + "\"}");
            send("/api/v1/secret", "", "Authorization", "Bearer " + TOKEN);
            log.assertFreeOf(TOKEN);
        }
    }

    @Test
    void programsBringTheTokenAlong() throws Exception {
        assertThat(send("/api/v1/secret", "", "Authorization", "Bearer " + TOKEN)
                        .body())
                .isEqualTo("treasure");
        assertThat(send("/api/v1/secret", "", "Authorization", "Bearer nonsense")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoeverLogsOutHasToLogInAgain() throws Exception {
        send("/login", "{\"token\":\"" + TOKEN + "\"}");
        assertThat(send("/api/v1/secret", "").body()).isEqualTo("treasure");

        HttpResponse<String> out = send("/logout", "{}");

        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(send("/api/v1/secret", "").statusCode()).isEqualTo(401);
    }

    /** Last, as all tests share the count. */
    @Test
    @Order(Integer.MAX_VALUE)
    void guessingIsSlowedDown() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(send("/login", "{\"token\":\"guess number " + i + "\"}").statusCode())
                    .isIn(403, 429);
        }
        HttpResponse<String> next = send("/login", "{\"token\":\"" + TOKEN + "\"}");
        assertThat(next.statusCode()).isEqualTo(429);
        assertThat(next.headers().firstValue("Retry-After")).hasValue("60");
    }
}
