package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.FaceContract;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.Timbre;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DittoFaceTest extends FaceContract {
    @TempDir
    private static Path cache;

    @Override
    protected DittoFace face() {
        return Puppets.face(cache);
    }

    @Override
    protected Avatar avatar() {
        return Puppets.avatar("ada", Puppets.portrait("ada"));
    }

    @Override
    protected double[] lengths() {
        return new double[] {0.01, 0.041, 0.2};
    }

    /** A third, but for the speech of which at least a window of motion must be over before its end. */
    @Override
    protected int syllables(int usual) {
        return usual > 10 ? usual : (usual + 2) / 3;
    }

    @Test
    void theMouthMovesTheEyesBlinkAndTheBackgroundStays() {
        // Loud, silent and loud again, long enough for a blink.
        float[] samples = new float[16_000 * 9 / 2];
        for (int i = 0; i < samples.length; i++) {
            boolean loud = i < 8_000 || i > 56_000;
            samples[i] = loud ? (float) (0.3 * Math.sin(i * 0.1)) : 0;
        }
        List<byte[]> frames = new ArrayList<>();
        try (DittoFace face = face();
                Performance film = face.perform(avatar(), FilmFormat.SQUARE, 3)) {
            film.hear(
                    new SpeechChunk(new Pcm(samples, SampleRate.HZ_16000), List.of()), f -> frames.add(f.y().clone()));
            film.finish(f -> frames.add(f.y().clone()));
        }
        assertThat(frames).hasSize(113);
        byte[] silent = frames.get(50);
        double mouth = difference(frames.get(8), silent, 190, 280, 300, 350);
        double mouthInSilence = difference(frames.get(45), silent, 190, 280, 300, 350);
        assertThat(mouth).as("the mouth in sound").isGreaterThan(3 * mouthInSilence + 2);
        double nose = difference(frames.get(8), silent, 190, 280, 240, 280);
        assertThat(mouth).as("the mouth more than the nose").isGreaterThan(2 * nose);
        for (byte[] frame : frames) {
            assertThat(difference(frame, silent, 0, 40, 0, 512))
                    .as("background")
                    .isZero();
        }
        double[] eyes = new double[58];
        for (int i = 0; i < eyes.length; i++) {
            eyes[i] = difference(frames.get(55 + i), silent, 160, 320, 185, 225);
        }
        Arrays.sort(eyes);
        assertThat(eyes[57]).as("the eyes in a blink").isGreaterThan(2 * eyes[20] + 1);
    }

    /** Mean absolute difference within columns and rows of a square of 512 pixels. */
    private static double difference(byte[] one, byte[] two, int left, int right, int top, int bottom) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += Math.abs((one[y * 512 + x] & 255) - (two[y * 512 + x] & 255));
            }
        }
        return sum / ((right - left) * (bottom - top));
    }

    @Test
    void aKnownPersonIsRegisteredOnceAndAGuestIsNeverWritten(@TempDir Path home) throws IOException {
        try (DittoFace face = Puppets.face(home)) {
            face.source(avatar());
            face.source(Puppets.avatar("guest", Puppets.portrait("lin")));
        }
        Path file;
        try (var files = Files.list(home)) {
            file = files.findFirst().orElseThrow();
        }
        try (var files = Files.list(home)) {
            assertThat(files).hasSize(1);
        }
        byte[] before = Files.readAllBytes(file);
        try (DittoFace face = Puppets.face(home)) {
            assertThat(face.source(avatar()).appearance().volume()).hasSize(32 * 16 * 64 * 64);
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
        }
        before[before.length / 2] ^= 1;
        Files.write(file, before);
        try (DittoFace face = Puppets.face(home)) {
            face.source(avatar());
            assertThat(Files.readAllBytes(file)).as("made anew").isNotEqualTo(before);
        }
    }

    @Test
    void filmsOfOtherSizesAndRatesShowTheFaceAndLastAsLong() {
        Pcm sound = new Pcm(new float[8_000], SampleRate.HZ_16000);
        for (FilmFormat format :
                List.of(new FilmFormat(512, 682, 25), new FilmFormat(360, 360, 30), new FilmFormat(256, 342, 10))) {
            int[] count = {0};
            try (DittoFace face = face();
                    Performance film = face.perform(avatar(), format, 1)) {
                film.hear(new SpeechChunk(sound, List.of()), frame -> count[0] += shows(frame, format));
                film.finish(frame -> count[0] += shows(frame, format));
            }
            assertThat(count[0]).isEqualTo(format.framesFor(0.5));
        }
    }

    private static int shows(Frame frame, FilmFormat format) {
        assertThat(frame.width()).isEqualTo(format.width());
        assertThat(frame.height()).isEqualTo(format.height());
        return 1;
    }

    @Test
    void aPictureWithoutAFaceIsRefusedWithAdvice() {
        try (DittoFace face = face()) {
            Avatar nobody = Puppets.avatar("guest", Puppets.empty());
            assertThatThrownBy(() -> face.perform(nobody, FilmFormat.SQUARE, 1))
                    .isInstanceOfSatisfying(
                            RenderException.class,
                            e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.UNUSABLE_PORTRAIT))
                    .hasMessageContaining("No face was found");
            Avatar drawn = new Avatar(
                    new AvatarId("ada"), "1", new Look.Drawing(Map.of()), new Timbre(200, 0.2, 4, List.of()));
            assertThat(face.shows(drawn)).isFalse();
            assertThatThrownBy(() -> face.perform(drawn, FilmFormat.SQUARE, 1))
                    .hasMessageContaining("photographs only");
        }
    }

    @Test
    void madeUpWeightsAreNamedWhereverTheFaceIs() {
        try (Face face = face()) {
            assertThat(face.engine().name()).isEqualTo("ditto-standin");
        }
    }

    @Test
    void aMissingOrWrongFileIsNamed(@TempDir Path home) throws IOException {
        copy(Puppets.home(), home);
        Path hubert = home.resolve("ditto_onnx/hubert.onnx");
        Files.delete(hubert);
        assertThatThrownBy(() -> open(home)).hasMessageContaining("hubert").hasMessageContaining("models pull ditto");
        Files.copy(home.resolve("ditto_onnx/decoder.onnx"), hubert);
        try (DittoFace face = open(home)) {
            assertThatThrownBy(() -> face.perform(avatar(), FilmFormat.SQUARE, 1))
                    .isInstanceOf(RenderException.class)
                    .hasMessageContaining("hubert")
                    .hasMessageContaining("input_values");
        }
        Files.write(home.resolve("ditto_cfg/v0.4_hubert_cfg_trt_online.pkl"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> open(home))
                .hasMessageContaining("configuration")
                .hasMessageContaining("not read here");
    }

    @Test
    void aNumberThatIsNoneIsNamedWithItsNetworkAndTensor(@TempDir Path home) throws IOException {
        copy(Puppets.home(), home);
        GraphBuilder graph = GraphBuilder.named("decoder of NaN").standIn();
        TensorSpec feature = DittoNetwork.DECODER.contract().inputs().getFirst();
        TensorSpec image = DittoNetwork.DECODER.contract().outputs().getFirst();
        graph.input(feature.name(), feature.type(), Dimension.all(feature.shape()));
        float[] bad = new float[3 * 512 * 512];
        bad[7] = Float.NaN;
        String first = graph.node("ReduceMax")
                .inputs(feature.name())
                .with("keepdims", 0)
                .output();
        graph.node("Add").inputs(graph.floats("bad", bad, image.shape()), first).outputs(image.name());
        graph.output(image.name(), image.type(), Dimension.all(image.shape()));
        new OnnxFile(graph.model()).write(home.resolve("ditto_onnx/decoder.onnx"));
        try (DittoFace face = open(home);
                Performance film = face.perform(avatar(), FilmFormat.SQUARE, 1)) {
            film.hear(new SpeechChunk(new Pcm(new float[640], SampleRate.HZ_16000), List.of()), frame -> {});
            assertThatThrownBy(() -> film.finish(frame -> {}))
                    .isInstanceOfSatisfying(
                            RenderException.class,
                            e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.ENGINE_FAILED))
                    .hasMessageContaining("decoder")
                    .hasMessageContaining("not finite")
                    .hasMessageContaining("output " + image.name());
        }
    }

    private static DittoFace open(Path home) {
        return DittoFace.open(Puppets.ENGINE, DittoFace.Installation.of(home, home.resolve("cache")));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void anInterruptCancelsTheFilm() {
        float[] samples = new float[48_000];
        Arrays.fill(samples, 0.1f);
        try (DittoFace face = face();
                Performance film = face.perform(avatar(), format(), 1)) {
            SpeechChunk chunk = new SpeechChunk(new Pcm(samples, SampleRate.HZ_16000), List.of());
            assertThatThrownBy(() ->
                            film.hear(chunk, frame -> Thread.currentThread().interrupt()))
                    .isInstanceOfSatisfying(
                            RenderException.class,
                            e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.CANCELLED));
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(() -> film.finish(frame -> {})).hasMessageContaining("broke off");
        }
    }
}
