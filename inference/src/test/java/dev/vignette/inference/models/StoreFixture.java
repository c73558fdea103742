package dev.vignette.inference.models;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub with one small model, and a store that pulls from it without waiting. */
abstract class StoreFixture {
    static final ModelId ID = new ModelId("model");
    static final byte[] WEIGHTS = new byte[300_000];
    static final byte[] CONFIG = "{\"layers\": 4}".getBytes();
    static final Licence FREE = new Licence("MIT", "MIT", URI.create("https://example.org/mit"), true, "");
    static final Licence STRICT = new Licence(
            "CPML-1.0.0", "the Coqui Public Model License", URI.create("https://example.org/cpml"), false, "No sale.");

    static {
        new Random(1).nextBytes(WEIGHTS);
    }

    @TempDir
    Path directory;

    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    final Recorder recorder = new Recorder();
    HubServer hub;
    String token = "";
    Optional<Path> folder = Optional.empty();
    long free = Long.MAX_VALUE;

    @BeforeEach
    void start() throws IOException {
        hub = new HubServer().file("config.json", CONFIG).file("onnx/model.onnx", WEIGHTS);
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
    }

    static final class Recorder implements PullListener {
        final CountDownLatch waiting = new CountDownLatch(1);
        final List<String> arrived = Collections.synchronizedList(new ArrayList<>());
        final List<String> retries = Collections.synchronizedList(new ArrayList<>());
        final Map<String, Long> progress = new ConcurrentHashMap<>();

        @Override
        public void waiting(ModelId model) {
            waiting.countDown();
        }

        @Override
        public void progress(ModelId model, String path, long done, long total) {
            progress.put(path, done);
        }

        @Override
        public void retries(ModelId model, String path, String reason) {
            retries.add(path + ": " + reason);
        }

        @Override
        public void arrived(ModelId model, String path) {
            arrived.add(path);
        }

        long last(String path) {
            return progress.get(path);
        }
    }

    static ModelSource source(ModelFile... files) {
        return new ModelSource("maker/model", "main", null, "", List.of(files), List.of(), 0);
    }

    static ModelManifest model(Licence licence) {
        return model(
                licence,
                source(
                        new ModelFile("config.json", 0, null, 1, false),
                        new ModelFile("onnx/model.onnx", 0, null, 1, false)));
    }

    static ModelManifest model(Licence licence, ModelSource source) {
        return new ModelManifest(ID, "A model", "hearing", "model", 1, licence, new Needs(1, 1, 0), List.of(source));
    }

    StoreSettings settings() {
        return new StoreSettings(directory.resolve("models"), hub.address(), token, folder, 2, Duration.ofMillis(500));
    }

    ModelStore store(ModelManifest model) {
        return new ModelStore(
                settings(),
                new ModelCatalog(List.of(model)),
                InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")),
                pauses::add,
                below -> free);
    }

    static ModelState state(ModelStore store) {
        return store.list().getFirst().state();
    }

    static ModelStoreException failure(ThrowingCallable action) {
        return catchThrowableOfType(ModelStoreException.class, action);
    }
}
