package dev.vignette.bot.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.LocalHub;
import dev.vignette.bot.ScriptedEquipment;
import dev.vignette.bot.engines.Equipment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on a port of its own, with engines that do what the test tells them. All subclasses share one. */
@SpringBootTest(
        classes = VignetteService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "vignette.warm-up=false",
            "vignette.render.workers=2",
            "vignette.render.queue=80",
            "vignette.allowed-hosts=films.example",
            "logging.config=classpath:logback.xml"
        })
@Import(ServiceTest.Scripted.class)
abstract class ServiceTest {
    static final JsonMapper JSON = JsonMapper.builder().build();
    /** Outlives the single test class, as the service does. */
    static final Path HOME = home();

    static final LocalHub HUB = new LocalHub();

    @LocalServerPort
    int port;

    @Autowired
    ScriptedEquipment scripted;

    final HttpClient http = HttpClient.newHttpClient();

    @TestConfiguration(proxyBeanMethods = false)
    static class Scripted {
        @Bean
        ScriptedEquipment scriptedEquipment() {
            return new ScriptedEquipment();
        }

        @Bean
        Equipment equipment(ScriptedEquipment scripted) {
            return scripted.equipment();
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("vignette.home", HOME::toString);
        registry.add("VIGNETTE_MODEL_MIRROR", HUB::address);
    }

    private static Path home() {
        try {
            Path home = Files.createTempDirectory("vignette-service-test-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path top) {
        try (Stream<Path> files = Files.walk(top)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // the system's own sweep of temporary files will have it
        }
    }

    @BeforeEach
    void freeVoices() {
        scripted.gate.set(new CountDownLatch(0));
        scripted.begun.set(new CountDownLatch(1));
        scripted.spoken.set(0);
    }

    @AfterEach
    void closeClient() {
        scripted.gate.get().countDown();
        http.close();
    }

    URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path, headers).GET());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(at(path));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder builder) throws Exception {
        return http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> generate(Map<String, ?> body) throws Exception {
        return post("/api/v1/generate", JSON.writeValueAsString(body));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(request(path, headers)
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank().endsWith(".");
        assertThat(problem.path("type").asString()).startsWith("urn:vignette:problem:");
        assertThat(problem.has("retryable")).isTrue();
        assertThat(response.body()).doesNotContain("Exception", "\\tat ", "java.", "org.springframework");
    }

    /** Sends bytes as they are, which an HTTP client would mend, and gives the whole answer. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** All files under the service's home, with their sizes, except logs. */
    static List<String> files() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(HOME)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                names.add(HOME.relativize(file) + " " + Files.size(file));
            }
        }
        return List.copyOf(names);
    }
}
