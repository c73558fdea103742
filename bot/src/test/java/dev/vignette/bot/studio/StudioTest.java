package dev.vignette.bot.studio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.bot.LocalHub;
import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.engines.Equipment;
import dev.vignette.bot.engines.FakeChain;
import dev.vignette.bot.engines.InstalledEquipment;
import dev.vignette.bot.models.InstalledModels;
import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.web.VignetteService;
import dev.vignette.renderer.face.photo.PhotoFace;
import dev.vignette.renderer.face.sketch.SketchFace;
import dev.vignette.renderer.voice.FakeClone;
import dev.vignette.renderer.voice.espeak.EspeakVoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a port of its own, with the embedded engines, and a voice that clones driven by data. All subclasses share one. */
@SpringBootTest(
        classes = VignetteService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"vignette.warm-up=false", "vignette.llm.provider=scripted", "logging.config=classpath:logback.xml"
        })
@Import(StudioTest.Embedded.class)
abstract class StudioTest {
    static final JsonMapper JSON = JsonMapper.builder().build();
    /** Public domain (NASA); see the renderer's tests. */
    static final Path PORTRAIT = Path.of("../renderer/src/test/resources/portraits/astronaut.jpg");

    /** Outlives the single test class, as the service does. */
    static final Path HOME = home();

    static final LocalHub HUB = new LocalHub();

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @TestConfiguration(proxyBeanMethods = false)
    static class Embedded {
        @Bean
        Equipment equipment() {
            Engines engines = new Engines(
                    () -> FakeChain.of(List.of(new FakeClone()), new HeldVoice(EspeakVoice.open())),
                    () -> List.of(new SketchFace(), new PhotoFace()));
            Settings settings = Settings.from(key -> key.equals("vignette.home") ? HOME.toString() : null);
            Equipment installed = InstalledEquipment.find(settings, InstalledModels.open(HOME, name -> null));
            return new Equipment(engines, installed.cast(), installed.guests(), installed.detector());
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("vignette.home", HOME::toString);
        registry.add("VIGNETTE_MODEL_MIRROR", HUB::address);
    }

    private static Path home() {
        try {
            Path home = Files.createTempDirectory("vignette-studio-test-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(home.toFile())));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final String address(String path) {
        return "http://localhost:" + port + path;
    }

    final HttpResponse<byte[]> send(String method, String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(address(path)))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Content-Type", "application/json")
                .build());
    }

    final HttpResponse<byte[]> sendFile(String path, String type, byte[] file) {
        return send(HttpRequest.newBuilder(URI.create(address(path)))
                .POST(BodyPublishers.ofByteArray(file))
                .header("Content-Type", type)
                .build());
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    final JsonNode get(String path) {
        return json(send("GET", path, ""));
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(new String(answer.body(), UTF_8));
    }

    /** What the consent ledger says, a line each. */
    static List<JsonNode> declarations() {
        try (Stream<String> lines = Files.lines(HOME.resolve("consent/declarations.jsonl"))) {
            return lines.map(JSON::readTree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
