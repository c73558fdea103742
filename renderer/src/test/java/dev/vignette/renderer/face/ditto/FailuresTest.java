package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.TensorSpec;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.voice.SpeechChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong is said once with the network and the tensor by name, and nothing is left open. */
class FailuresTest {
    private static final FilmFormat SMALL = new FilmFormat(64, 64, 25);

    @TempDir
    private Path home;

    private final WatchedEngine engine = new WatchedEngine(Puppets.ENGINE);

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(engine.openScopes).hasValue(0);
        assertThat(engine.openNetworks).hasValue(0);
    }

    private DittoFace face() {
        return DittoFace.open(engine, new DittoFace.Installation(Puppets.home(), null, home.resolve("cache"), 1));
    }

    private static void film(DittoFace face, double seconds) {
        // A guest, who is registered every time.
        Avatar guest = Puppets.avatar("guest", Puppets.portrait("ada"));
        try (Performance film = face.perform(guest, SMALL, 1)) {
            float[] samples = new float[(int) (seconds * 16_000)];
            film.hear(new SpeechChunk(new Pcm(samples, SampleRate.HZ_16000), List.of()), frame -> {});
            film.finish(frame -> {});
        }
    }

    static Stream<Arguments> outputs() {
        return Stream.of(DittoNetwork.values())
                .filter(network -> !network.researchOnly())
                .flatMap(network -> {
                    List<String> names = new ArrayList<>(network.contract().outputs().stream()
                            .map(TensorSpec::name)
                            .toList());
                    if (network == DittoNetwork.FACE_MESH) {
                        names.add("Identity");
                    }
                    return names.stream().map(name -> Arguments.of(network, name));
                });
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void whatIsNoNumberIsNamed(DittoNetwork network, String output) {
        engine.spoil(network.title(), output);
        try (DittoFace face = face()) {
            assertThatThrownBy(() -> film(face, 0.04))
                    .isInstanceOfSatisfying(
                            RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ENGINE_FAILED))
                    .hasMessageContaining(network.title())
                    .hasMessageContaining("output " + output)
                    .hasMessageContaining("not finite");
        }
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void anOutputOfAnotherShapeIsNamed(DittoNetwork network, String output) {
        engine.reshape(network.title(), output);
        try (DittoFace face = face()) {
            assertThatThrownBy(() -> film(face, 0.04))
                    .isInstanceOfSatisfying(
                            RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ENGINE_FAILED))
                    .hasMessageContaining(network.title())
                    .hasMessageContaining(output)
                    .hasMessageContaining("instead of")
                    .hasMessageContaining("ull the model again");
        }
    }

    @Test
    void tooFewFeaturesAreNamed() {
        String hubert = DittoNetwork.HUBERT.title();
        engine.tamper((name, scope, outputs) ->
                name.equals(hubert) ? Map.of("encoding_out", scope.floats(new float[19 * 1024], 19, 1024)) : outputs);
        try (DittoFace face = face()) {
            assertThatThrownBy(() -> film(face, 0.04))
                    .hasMessage(
                            "The network Ditto hubert gave 19456 numbers in its output encoding_out instead of 20480."
                                    + " Pull the model again.");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DittoNetwork.class,
            names = {"INSIGHTFACE_DET", "LANDMARK106"},
            mode = EnumSource.Mode.EXCLUDE)
    void aMissingFileIsNamedAtOnceAndAForeignOneWhenItIsOpened(DittoNetwork network) throws IOException {
        for (DittoNetwork one : DittoNetwork.values()) {
            link(one, one);
        }
        Path configuration = Path.of("ditto_cfg/v0.4_hubert_cfg_trt_online.pkl");
        Files.createDirectories(home.resolve("ditto_cfg"));
        Files.createSymbolicLink(home.resolve(configuration), Puppets.home().resolve(configuration));
        Path file = home.resolve("ditto_onnx").resolve(network.file());
        Files.delete(file);
        assertThatThrownBy(this::opened)
                .hasMessageContaining(network.title())
                .hasMessageContaining("missing")
                .hasMessageContaining("models pull ditto");
        DittoNetwork other = network == DittoNetwork.HUBERT ? DittoNetwork.DECODER : DittoNetwork.HUBERT;
        link(network, other);
        assertThatThrownBy(() -> opened().close())
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ENGINE_MISSING))
                .hasMessageContaining("no " + network.title())
                .hasMessageContaining(
                        "no input " + network.contract().inputs().getFirst().name());
    }

    private void link(DittoNetwork as, DittoNetwork of) throws IOException {
        Path folder = Files.createDirectories(home.resolve("ditto_onnx"));
        Files.createSymbolicLink(
                folder.resolve(as.file()), Puppets.home().resolve("ditto_onnx").resolve(of.file()));
    }

    private DittoFace opened() {
        DittoFace face = DittoFace.open(engine, new DittoFace.Installation(home, null, home.resolve("cache"), 1));
        try {
            face.warmUp();
            return face;
        } catch (RenderException e) {
            face.close();
            throw e;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DittoNetwork.class,
            names = {"INSIGHTFACE_DET", "LANDMARK106"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFilmIsCancelledInEveryStage(DittoNetwork stage) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        stopIn(stage, inside, goOn);
        try (DittoFace face = face();
                var threads = Executors.newSingleThreadExecutor()) {
            Future<RenderException> film = threads.submit(() -> failure(face));
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
            threads.shutdownNow();
            goOn.countDown();
            assertThat(film.get(20, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CANCELLED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DittoNetwork.class,
            names = {"INSIGHTFACE_DET", "LANDMARK106"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFaceIsClosedInEveryStage(DittoNetwork stage) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        stopIn(stage, inside, goOn);
        try (var threads = Executors.newFixedThreadPool(2)) {
            DittoFace face = face();
            Future<RenderException> film = threads.submit(() -> failure(face));
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
            Future<?> closing = threads.submit(face::close);
            goOn.countDown();
            assertThat(film.get(20, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CANCELLED);
            closing.get(20, TimeUnit.SECONDS);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads that render")
                .noneMatch(thread -> thread.getName().equals("ditto-frames") && thread.isAlive());
    }

    /** Lets the first run in a network wait. */
    private void stopIn(DittoNetwork stage, CountDownLatch inside, CountDownLatch goOn) {
        engine.tamper((name, scope, outputs) -> {
            if (name.equals(stage.title()) && inside.getCount() > 0) {
                inside.countDown();
                awaitWhatever(goOn);
            }
            return outputs;
        });
    }

    /** Native code does not hear an interrupt. */
    private static void awaitWhatever(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RenderException failure(DittoFace face) {
        try {
            film(face, 2);
        } catch (RenderException e) {
            return e;
        }
        throw new AssertionError("The film was not cancelled");
    }

    @Test
    void theNextFilmGoesWell() {
        engine.spoil(DittoNetwork.DECODER.title(), "output");
        try (DittoFace face = face()) {
            assertThatThrownBy(() -> film(face, 0.04)).hasMessageContaining("not finite");
            engine.tamper((name, scope, outputs) -> outputs);
            film(face, 0.04);
        }
    }

    @Test
    void whoeverWaitsForARegistrationThatIsCancelledMakesItThemselves() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        stopIn(DittoNetwork.BLAZE_FACE, inside, goOn);
        try (DittoFace face = face();
                var first = Executors.newSingleThreadExecutor();
                var second = Executors.newSingleThreadExecutor()) {
            Future<RenderException> cancelled = first.submit(() -> failure(face));
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
            Future<?> waiting = second.submit(() -> film(face, 0.04));
            first.shutdownNow();
            goOn.countDown();
            assertThat(cancelled.get(20, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CANCELLED);
            waiting.get(20, TimeUnit.SECONDS);
        }
    }
}
