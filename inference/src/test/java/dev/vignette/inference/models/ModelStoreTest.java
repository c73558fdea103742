package dev.vignette.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.inference.models.ModelStoreException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoreTest {
    private static final ModelId ID = new ModelId("model");
    private static final byte[] WEIGHTS = new byte[300_000];
    private static final byte[] CONFIG = "{\"layers\": 4}".getBytes();
    private static final Licence FREE = new Licence("MIT", "MIT", URI.create("https://example.org/mit"), true, "");
    private static final Licence STRICT = new Licence(
            "CPML-1.0.0", "the Coqui Public Model License", URI.create("https://example.org/cpml"), false, "No sale.");

    static {
        new Random(1).nextBytes(WEIGHTS);
    }

    @TempDir
    private Path directory;

    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final Recorder recorder = new Recorder();
    private HubServer hub;
    private String token = "";
    private Optional<Path> folder = Optional.empty();
    private long free = Long.MAX_VALUE;

    @BeforeEach
    void start() throws IOException {
        hub = new HubServer().file("config.json", CONFIG).file("onnx/model.onnx", WEIGHTS);
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
    }

    @Test
    void a_pull_brings_all_files_and_the_store_knows_them() throws IOException {
        ModelStore store = store(model(FREE));
        assertThat(state(store)).isEqualTo(ModelState.ABSENT);
        assertThat(store.directory(ID)).isEmpty();
        assertThat(store.isEmpty()).isTrue();

        store.pull(ID, recorder);

        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        Path there = store.directory(ID).orElseThrow();
        assertThat(there.resolve("onnx/model.onnx")).hasBinaryContent(WEIGHTS);
        assertThat(there.resolve("config.json")).hasBinaryContent(CONFIG);
        assertThat(store.verify(ID)).isEmpty();
        assertThat(recorder.arrived).containsExactlyInAnyOrder("config.json", "onnx/model.onnx");
        assertThat(recorder.last("onnx/model.onnx")).isEqualTo(WEIGHTS.length);
        assertThat(store.list().getFirst().bytes()).isGreaterThan(WEIGHTS.length);
        assertThat(Receipt.read(there).commits()).containsEntry("maker/model", HubServer.COMMIT);
        assertThat(Receipt.read(there).files().get("onnx/model.onnx").learned()).isEqualTo("hub");
        assertThat(hub.requests("onnx/model.onnx").getFirst().path()).contains("/resolve/" + HubServer.COMMIT + "/");
    }

    @Test
    void a_second_pull_fetches_nothing() {
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        store.pull(ID, recorder);
        assertThat(hub.requests("onnx/model.onnx")).hasSize(1);
        assertThat(hub.requests("config.json")).hasSize(1);
    }

    @Test
    void a_cut_file_goes_on_where_it_ended() {
        hub.next("onnx/model.onnx", HubServer.cutAfter(100_000));
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        assertThat(store.verify(ID)).isEmpty();
        assertThat(hub.requests("onnx/model.onnx").get(1).headers())
                .containsEntry("range", "bytes=100000-")
                .containsKey("if-range");
        assertThat(recorder.retries).hasSize(1);
    }

    @Test
    void a_silent_connection_is_dropped_and_resumed() {
        hub.next("onnx/model.onnx", HubServer.stallAfter(100_000));
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        assertThat(store.verify(ID)).isEmpty();
        assertThat(hub.requests("onnx/model.onnx").get(1).headers()).containsEntry("range", "bytes=100000-");
    }

    @Test
    void a_pull_that_died_goes_on_in_the_next_process() throws IOException {
        for (int i = 0; i < 5; i++) {
            hub.next("onnx/model.onnx", i == 0 ? HubServer.cutAfter(200_000) : HubServer.status(500, ""));
        }
        ModelStoreException failure = failure(() -> store(model(FREE)).pull(ID, recorder));
        assertThat(failure.reason()).isEqualTo(Reason.NETWORK);
        assertThat(failure.reason().retryable()).isTrue();
        assertThat(failure).hasMessageContaining("go on where it ended");
        assertThat(state(store(model(FREE)))).isEqualTo(ModelState.PARTLY);
        assertThat(store(model(FREE)).directory(ID)).isEmpty();

        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        assertThat(hub.requests("onnx/model.onnx").getLast().headers()).containsEntry("range", "bytes=200000-");
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        assertThat(store.verify(ID)).isEmpty();
        assertThat(store.directory(ID).orElseThrow().resolve("onnx")).isDirectoryNotContaining("glob:**.part*");
    }

    @Test
    void a_file_that_has_changed_meanwhile_is_fetched_anew() throws IOException {
        hub.withoutListing().next("onnx/model.onnx", HubServer.cutAfter(100_000));
        byte[] other = WEIGHTS.clone();
        other[5]++;
        hub.next("onnx/model.onnx", (request, file, out) -> HubServer.honest().to(request, other, out));
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        assertThat(store.directory(ID).orElseThrow().resolve("onnx/model.onnx")).hasBinaryContent(other);
        assertThat(Receipt.read(store.directory(ID).orElseThrow())
                        .files()
                        .get("onnx/model.onnx")
                        .learned())
                .isEqualTo("first-copy");
    }

    @Test
    void other_bytes_are_refused() {
        byte[] other = WEIGHTS.clone();
        other[5]++;
        hub.next("onnx/model.onnx", HubServer.bytes(other));
        ModelStore store = store(model(FREE));
        assertThat(failure(() -> store.pull(ID, recorder)))
                .hasMessageContaining("onnx/model.onnx")
                .hasMessageContaining("was refused: its hash is " + HubServer.sha256(other))
                .returns(Reason.WRONG_CONTENT, ModelStoreException::reason);
        assertThat(state(store)).isEqualTo(ModelState.PARTLY);

        store.pull(ID, recorder);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
    }

    @Test
    void small_files_are_checked_by_the_hash_of_git() {
        hub.next("config.json", HubServer.bytes("{\"layers\": 5}".getBytes()));
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("config.json")
                .returns(Reason.WRONG_CONTENT, ModelStoreException::reason);
    }

    @Test
    void another_length_than_promised_is_refused_before_the_bytes_come() {
        hub.next("onnx/model.onnx", HubServer.bytes(Arrays.copyOf(WEIGHTS, WEIGHTS.length + 1)));
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("300001 bytes long where 300000 were promised");
    }

    @Test
    void a_mirror_without_lengths_may_not_send_without_end() {
        hub.next("onnx/model.onnx", (request, file, out) -> {
            out.write("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n".getBytes());
            byte[] piece = new byte[1 << 16];
            while (true) {
                out.write(piece);
            }
        });
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("more than 300000 bytes came");
    }

    @Test
    void refusals_say_what_to_do() {
        hub.next("onnx/model.onnx", HubServer.status(401, ""));
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("set HF_TOKEN")
                .returns(Reason.FORBIDDEN, ModelStoreException::reason);
        hub.next("onnx/model.onnx", HubServer.status(404, ""));
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("is not there (404)")
                .returns(Reason.NOT_FOUND, ModelStoreException::reason);
    }

    @Test
    void an_overloaded_server_is_left_alone_as_long_as_it_asks() {
        hub.next("onnx/model.onnx", HubServer.status(429, "Retry-After: 7\r\n"));
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        assertThat(pauses).contains(Duration.ofSeconds(7));
    }

    @Test
    void the_token_goes_to_the_hub_and_not_along_with_a_redirect() throws IOException {
        token = "hf_secret";
        try (HubServer cdn = new HubServer().file("blob", WEIGHTS)) {
            hub.next("onnx/model.onnx", HubServer.status(302, "Location: " + cdn.address() + "/blob\r\n"));
            store(model(FREE)).pull(ID, recorder);
            assertThat(hub.requests("onnx/model.onnx").getFirst().headers())
                    .containsEntry("authorization", "Bearer hf_secret");
            assertThat(cdn.requests("/blob").getFirst().headers()).doesNotContainKey("authorization");
        }
        assertThat(settings().toString()).doesNotContain("hf_secret");
    }

    @Test
    void redirects_may_not_go_round_or_leave_for_a_strange_scheme() {
        for (int i = 0; i < 6; i++) {
            hub.next("onnx/model.onnx", HubServer.status(302, "Location: model.onnx\r\n"));
        }
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder))).hasMessageContaining("in a circle");
        hub.next("onnx/model.onnx", HubServer.status(302, "Location: file:///etc/passwd\r\n"));
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder))).hasMessageContaining("not https");
    }

    @Test
    void damage_is_found_and_mended() throws IOException {
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        Path file = store.directory(ID).orElseThrow().resolve("onnx/model.onnx");
        byte[] other = WEIGHTS.clone();
        other[7]++;
        var time = Files.getLastModifiedTime(file);
        Files.write(file, other);
        Files.setLastModifiedTime(file, time);
        assertThat(state(store)).as("same size and time").isEqualTo(ModelState.INSTALLED);

        assertThat(store.verify(ID)).containsExactly("onnx/model.onnx");
        assertThat(state(store)).isEqualTo(ModelState.DAMAGED);
        assertThat(store.directory(ID)).isEmpty();

        store.pull(ID, recorder);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        assertThat(file).hasBinaryContent(WEIGHTS);
        assertThat(hub.requests("config.json")).hasSize(1);

        Files.delete(file);
        assertThat(state(store)).isEqualTo(ModelState.DAMAGED);
        assertThat(store.remove(ID)).isPositive();
        assertThat(state(store)).isEqualTo(ModelState.ABSENT);
    }

    @Test
    void a_licence_that_is_not_permissive_is_accepted_first_and_the_acceptance_recorded() throws IOException {
        ModelStore store = store(model(STRICT));
        assertThat(failure(() -> store.pull(ID, recorder)))
                .hasMessageContaining("the Coqui Public Model License (https://example.org/cpml): No sale.")
                .hasMessageContaining("--accept-licence")
                .returns(Reason.LICENCE_NOT_ACCEPTED, ModelStoreException::reason);
        assertThat(hub.requests("model.onnx")).isEmpty();

        store.acceptLicence(ID, "ana");
        store.pull(ID, recorder);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        assertThat(Files.readString(directory.resolve("models/licences.jsonl")))
                .contains("\"by\":\"ana\"", "\"licence\":\"CPML-1.0.0\"", "\"at\":\"2026-01-02T03:04:05Z\"");

        Licence newer = new Licence("CPML-2.0.0", "CPML", URI.create("https://example.org/cpml"), false, "No sale.");
        assertThat(failure(() -> store(model(newer)).pull(ID, recorder)).reason())
                .isEqualTo(Reason.LICENCE_NOT_ACCEPTED);
    }

    @Test
    void a_full_disk_is_noticed_before_the_first_byte() {
        free = 500_100_000;
        assertThat(failure(() -> store(model(FREE)).pull(ID, recorder)))
                .hasMessageContaining("needs 501 MB")
                .returns(Reason.NO_SPACE, ModelStoreException::reason);
        assertThat(hub.requests("model.onnx")).isEmpty();
    }

    @Test
    void files_laid_ready_are_linked_without_a_network() throws IOException {
        folder = Optional.of(directory.resolve("ready"));
        Path ready = Files.createDirectories(directory.resolve("ready/maker/model/onnx"));
        Files.write(ready.resolve("model.onnx"), WEIGHTS);
        Files.write(ready.resolveSibling("config.json"), CONFIG);
        hub.close();

        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        Path there = store.directory(ID).orElseThrow().resolve("onnx/model.onnx");
        assertThat(Files.isSameFile(there, ready.resolve("model.onnx"))).isTrue();
        assertThat(store.verify(ID)).isEmpty();
    }

    @Test
    void files_laid_ready_are_checked() throws IOException {
        folder = Optional.of(directory);
        Files.write(Files.createDirectories(directory.resolve("model")).resolve("weights"), new byte[5]);
        ModelFile file = new ModelFile("weights", 5, HubServer.sha256(new byte[] {1, 2, 3, 4, 5}), 0, false);
        ModelSource source =
                new ModelSource(null, "", URI.create("https://example.org/"), "", List.of(file), List.of(), 0);
        assertThat(failure(() -> store(model(FREE, source)).pull(ID, recorder)))
                .hasMessageContaining("take it out of VIGNETTE_MODEL_DIR");
    }

    @Test
    void patterns_bring_what_only_the_hub_knows_the_name_of() {
        ModelSource source = new ModelSource("maker/model", "main", null, "sub", List.of(), List.of("onnx/**"), 1);
        ModelStore store = store(model(FREE, source));
        store.pull(ID, recorder);
        assertThat(recorder.arrived).containsExactly("sub/onnx/model.onnx");
        ModelSource nothing = new ModelSource("maker/model", "main", null, "", List.of(), List.of("none/**"), 1);
        store.remove(ID);
        assertThat(failure(() -> store(model(FREE, nothing)).pull(ID, recorder)))
                .hasMessageContaining("[none/**]");
    }

    @Test
    void an_optional_file_may_be_missing_and_another_may_not() {
        ModelFile optional = new ModelFile("extra.json", 0, null, 1, true);
        ModelFile needed = new ModelFile("extra.json", 0, null, 1, false);
        ModelStore store = store(model(FREE, source(optional, new ModelFile("config.json", 0, null, 1, false))));
        store.pull(ID, recorder);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        assertThat(failure(() -> store(model(FREE, source(needed))).pull(ID, recorder)))
                .hasMessageContaining("has no file extra.json");
    }

    /** The other process dies with the lock in its hands. */
    @Test
    void a_second_process_waits_until_the_first_has_ended() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        directory.resolve("models").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            ModelStore store = store(model(FREE));
            Thread pulling = Thread.ofPlatform().start(() -> store.pull(ID, recorder));
            assertThat(recorder.waiting.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(state(store)).isEqualTo(ModelState.ABSENT);
            other.destroyForcibly();
            pulling.join(10_000);
            assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        } finally {
            other.destroyForcibly();
        }
    }

    /** Takes the lock, says so, and keeps it for ever. */
    static final class LockHolder {
        public static void main(String[] arguments) throws Exception {
            try (StoreLock lock = StoreLock.take(Path.of(arguments[0]), ID, () -> {})) {
                System.out.println("held");
                new CountDownLatch(1).await();
            }
        }
    }

    @Test
    void a_second_thread_waits() throws Exception {
        ModelStore store = store(model(FREE));
        StoreLock held = StoreLock.take(directory.resolve("models"), ID, () -> {});
        Thread pulling = Thread.ofPlatform().start(() -> store.pull(ID, recorder));
        assertThat(recorder.waiting.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(state(store)).isEqualTo(ModelState.ABSENT);
        assertThat(pulling.isAlive()).isTrue();
        held.close();
        pulling.join(10_000);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a/../b", "a//b", ".hidden", "a/", "", "a\\b", "a/.", "x\0y", "C:/x"})
    void no_path_leads_out_of_the_directory(String path) {
        assertThat(failure(() -> new ModelFile(path, 0, null, 1, false)).reason())
                .isEqualTo(Reason.BAD_MANIFEST);
    }

    @Test
    void a_listing_cannot_lead_out_of_the_directory_either() {
        hub.file("../../evil.onnx", WEIGHTS);
        ModelSource source = new ModelSource("maker/model", "main", null, "", List.of(), List.of("**.onnx"), 1);
        assertThat(failure(() -> store(model(FREE, source)).pull(ID, recorder)).reason())
                .isEqualTo(Reason.BAD_MANIFEST);
    }

    @Test
    void a_broken_receipt_is_one_of_a_pull_that_was_begun() throws IOException {
        ModelStore store = store(model(FREE));
        store.pull(ID, recorder);
        Files.writeString(directory.resolve("models/model/receipt.json"), "{\"model\": \"mo");
        assertThat(state(store)).isEqualTo(ModelState.PARTLY);
        store.pull(ID, recorder);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
    }

    @Test
    void a_stand_in_is_known_as_one_and_gives_way_to_the_real_files() throws IOException {
        ModelStore store = store(model(FREE));
        store.install(new Dummy(), ID, StandIn.Size.MINI, 1);
        assertThat(state(store)).isEqualTo(ModelState.STAND_IN);
        assertThat(store.directory(ID).orElseThrow().resolve("made")).hasContent("MINI 1");
        store.pull(ID, recorder);
        assertThat(state(store)).isEqualTo(ModelState.INSTALLED);
        assertThat(store.directory(ID).orElseThrow().resolve("made")).doesNotExist();
        assertThat(failure(() -> store.install(new Dummy(), ID, StandIn.Size.MINI, 1)))
                .hasMessageContaining("is here already");
    }

    private static final class Dummy implements StandIn {
        @Override
        public String model() {
            return "model";
        }

        @Override
        public String description() {
            return "a file";
        }

        @Override
        public void write(Path directory, Size size, long seed) {
            try {
                Files.writeString(directory.resolve("made"), size + " " + seed);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Recorder implements PullListener {
        private final CountDownLatch waiting = new CountDownLatch(1);
        private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());
        private final List<String> retries = Collections.synchronizedList(new ArrayList<>());
        private final Map<String, Long> progress = new ConcurrentHashMap<>();

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

    private static ModelSource source(ModelFile... files) {
        return new ModelSource("maker/model", "main", null, "", List.of(files), List.of(), 0);
    }

    private static ModelManifest model(Licence licence) {
        return model(
                licence,
                source(
                        new ModelFile("config.json", 0, null, 1, false),
                        new ModelFile("onnx/model.onnx", 0, null, 1, false)));
    }

    private static ModelManifest model(Licence licence, ModelSource source) {
        return new ModelManifest(ID, "A model", "hearing", "model", 1, licence, new Needs(1, 1, 0), List.of(source));
    }

    private StoreSettings settings() {
        return new StoreSettings(directory.resolve("models"), hub.address(), token, folder, 2, Duration.ofMillis(500));
    }

    private ModelStore store(ModelManifest model) {
        return new ModelStore(
                settings(),
                new ModelCatalog(List.of(model)),
                InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")),
                pauses::add,
                below -> free);
    }

    private static ModelState state(ModelStore store) {
        return store.list().getFirst().state();
    }

    private static ModelStoreException failure(ThrowingCallable action) {
        return catchThrowableOfType(ModelStoreException.class, action);
    }
}
