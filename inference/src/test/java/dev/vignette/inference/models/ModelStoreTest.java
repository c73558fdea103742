package dev.vignette.inference.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.models.ModelStoreException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store knows of its models, and what it lets nobody do. */
class ModelStoreTest extends StoreFixture {
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
        assertThat(store.checkedBy(ID)).containsExactly("hub");
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
}
