package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which networks look for a face: MediaPipe's, unless InsightFace's were accepted and so lie in a place of their own. */
class DetectorsTest {
    @TempDir
    private Path home;

    private final WatchedEngine engine = new WatchedEngine(Puppets.ENGINE);
    private final Set<String> ran = ConcurrentHashMap.newKeySet();

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(engine.openScopes).hasValue(0);
        assertThat(engine.openNetworks).hasValue(0);
    }

    private DittoFace face(Path directory, @Nullable Path research) {
        engine.tamper((network, scope, outputs) -> {
            ran.add(network);
            return outputs;
        });
        return DittoFace.open(engine, new DittoFace.Installation(directory, research, home.resolve("cache"), 1));
    }

    private Source registered(DittoFace face) {
        ran.clear();
        return face.source(Puppets.avatar("guest", Puppets.portrait("ada")));
    }

    /** The published files without the detectors, as they are pulled. */
    private Path withoutDetectors() throws IOException {
        Path directory = home.resolve("ditto");
        for (String folder : new String[] {"ditto_onnx", "ditto_cfg"}) {
            Files.createDirectories(directory.resolve(folder));
            try (var files = Files.list(Puppets.home().resolve(folder))) {
                for (Path file : files.toList()) {
                    Files.createSymbolicLink(directory.resolve(folder).resolve(file.getFileName()), file);
                }
            }
        }
        for (DittoNetwork network : DittoNetwork.values()) {
            if (network.researchOnly()) {
                Files.delete(directory.resolve("ditto_onnx").resolve(network.file()));
            }
        }
        return directory;
    }

    private static Set<String> titles(DittoNetwork... networks) {
        return Arrays.stream(networks).map(DittoNetwork::title).collect(Collectors.toSet());
    }

    @Test
    void withoutTheirLicenceOnlyMediaPipesNetworksRun() throws IOException {
        try (DittoFace face = face(withoutDetectors(), null)) {
            registered(face);
            assertThat(ran)
                    .containsAll(titles(DittoNetwork.BLAZE_FACE, DittoNetwork.FACE_MESH, DittoNetwork.LANDMARK203))
                    .doesNotContainAnyElementsOf(titles(DittoNetwork.INSIGHTFACE_DET, DittoNetwork.LANDMARK106));
            assertThat(face.capabilities().licence()).isEqualTo("Apache-2.0");
            face.warmUp();
        }
    }

    @Test
    void detectorsThatMerelyLieBesideTheOthersAreNotUsed() {
        try (DittoFace face = face(Puppets.home(), null)) {
            registered(face);
            assertThat(ran).doesNotContainAnyElementsOf(titles(DittoNetwork.INSIGHTFACE_DET, DittoNetwork.LANDMARK106));
            assertThat(face.capabilities().licence()).isEqualTo("Apache-2.0");
        }
    }

    @Test
    void withTheirLicenceInsightFacesFindTheSameFace() throws IOException {
        Path directory = withoutDetectors();
        Source byMediaPipe;
        try (DittoFace face = face(directory, null)) {
            byMediaPipe = registered(face);
        }
        try (DittoFace face = face(directory, Puppets.home())) {
            Source byInsightFace = registered(face);
            assertThat(ran).containsAll(titles(DittoNetwork.INSIGHTFACE_DET, DittoNetwork.LANDMARK106));
            assertThat(face.capabilities().licence()).contains("research only");
            // About the same: the stand-ins look for skin, each on a grid of its own.
            float width = byMediaPipe.box().width();
            assertThat(middle(byInsightFace, 0)).isCloseTo(middle(byMediaPipe, 0), within(0.4f * width));
            assertThat(middle(byInsightFace, 1)).isCloseTo(middle(byMediaPipe, 1), within(0.4f * width));
            assertThat(byInsightFace.box().width()).isCloseTo(width, within(0.4f * width));
            assertThatThrownBy(() -> face.source(Puppets.avatar("guest", Puppets.empty())))
                    .hasMessageContaining("No face was found");
            face.warmUp();
        }
    }

    private static float middle(Source source, int coordinate) {
        float sum = 0;
        for (int i = coordinate; i < source.points().length; i += 2) {
            sum += source.points()[i];
        }
        return 2 * sum / source.points().length;
    }

    @Test
    void facesFoundByOneAreNotTakenForFoundByTheOther() {
        try (DittoFace face = face(Puppets.home(), null)) {
            face.source(Puppets.avatar("ada", Puppets.portrait("ada")));
        }
        try (DittoFace face = face(Puppets.home(), Puppets.home())) {
            ran.clear();
            face.source(Puppets.avatar("ada", Puppets.portrait("ada")));
            assertThat(ran).as("registered anew").contains(DittoNetwork.INSIGHTFACE_DET.title());
            ran.clear();
            face.source(Puppets.avatar("ada", Puppets.portrait("ada")));
            assertThat(ran).as("and then known").isEmpty();
        }
    }
}
