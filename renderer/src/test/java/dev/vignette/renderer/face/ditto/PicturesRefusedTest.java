package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.source.Box;
import dev.vignette.renderer.face.ditto.source.Source;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about a picture in which there is not just one face that looks at the camera. */
class PicturesRefusedTest {
    private static final int ANCHORS = 896;

    @TempDir
    private Path home;

    private final WatchedEngine engine = new WatchedEngine(Puppets.ENGINE);
    private DittoFace face;

    @BeforeEach
    void open() {
        face = DittoFace.open(engine, DittoFace.Installation.of(Puppets.home(), home));
    }

    @AfterEach
    void close() {
        face.close();
    }

    private void change(String network, String output, UnaryOperator<float[]> change) {
        engine.tamper((name, scope, outputs) -> name.equals(network) ? with(scope, outputs, output, change) : outputs);
    }

    private static Map<String, Tensor> with(
            TensorScope scope, Map<String, Tensor> outputs, String name, UnaryOperator<float[]> change) {
        Tensor made = outputs.get(name);
        float[] values = new float[(int) made.size()];
        made.floats().get(values);
        Map<String, Tensor> changed = new TreeMap<>(outputs);
        changed.put(name, scope.floats(change.apply(values), made.shape()));
        return changed;
    }

    private void refused(BufferedImage picture, String... words) {
        assertThatThrownBy(() -> face.source(Puppets.avatar("guest", picture)))
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE_PORTRAIT))
                .hasMessageContainingAll(words);
    }

    @Test
    void noFace() {
        refused(Puppets.empty(), "No face was found", "one person looking at the camera");
    }

    @Test
    void aFaceFromTheSide() {
        change("Ditto motion_extractor", "yaw", logits -> {
            logits[60] += 1_000; // 82.5 degrees
            return logits;
        });
        refused(Puppets.portrait("ada"), "seen from the side", "looks at the camera");
    }

    @Test
    void aFaceThatIsCoveredOrDrawnOrAnAnimals() {
        change("Ditto face_mesh", "Identity_1", presence -> new float[] {-1});
        refused(Puppets.portrait("ada"), "covered", "nothing before the mouth");
    }

    @Test
    void aSmallFace() {
        BufferedImage small = new BufferedImage(96, 128, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(Puppets.portrait("ada"), 0, 0, 96, 128, null);
        graphics.dispose();
        refused(small, "pixels wide", "at least 64");
    }

    @Test
    void ofSeveralFacesTheLargestSpeaksAndThatIsSaid() {
        engine.tamper((name, scope, outputs) -> name.equals("Ditto blaze_face")
                ? with(
                        scope,
                        with(scope, outputs, "classificators", PicturesRefusedTest::twoFaces),
                        "regressors",
                        PicturesRefusedTest::leftOneLarger)
                : outputs);
        try (Performance film = face.perform(Puppets.avatar("guest", Puppets.portrait("ada")), FilmFormat.SQUARE, 1)) {
            assertThat(film.remarks()).containsExactly("The picture shows 2 faces; the largest one speaks.");
        }
        engine.tamper((name, scope, outputs) -> outputs);
        try (Performance film = face.perform(Puppets.avatar("ada", Puppets.portrait("ada")), FilmFormat.SQUARE, 1)) {
            assertThat(film.remarks()).isEmpty();
        }
    }

    /** In the upper half, left and right. */
    private static float[] twoFaces(float[] scores) {
        float[] two = new float[ANCHORS];
        Arrays.fill(two, -60);
        two[2 * (6 * 16 + 5)] = 4;
        two[2 * (6 * 16 + 12)] = 3;
        return two;
    }

    private static float[] leftOneLarger(float[] boxes) {
        for (int side = 2; side < 4; side++) {
            boxes[16 * 2 * (6 * 16 + 5) + side] = 40;
            boxes[16 * 2 * (6 * 16 + 12) + side] = 20;
        }
        return boxes;
    }

    @Test
    void aFaceAnywhereInALargePictureIsFoundAndShownLarge() {
        BufferedImage large = new BufferedImage(1900, 1300, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = large.createGraphics();
        graphics.setColor(new Color(60, 120, 200));
        graphics.fillRect(0, 0, 1900, 1300);
        BufferedImage ada = Puppets.portrait("ada");
        int height = 400 * ada.getHeight() / ada.getWidth();
        graphics.drawImage(ada, 1400, 700, 400, height, null);
        graphics.dispose();
        Source source = face.source(Puppets.avatar("guest", large));
        Box box = source.box();
        assertThat((box.left() + box.right()) / 2).isCloseTo(1600, within(60f));
        assertThat((box.top() + box.bottom()) / 2).isCloseTo(700 + 0.5f * height, within(80f));
        Framing framing = Framing.of(source, FilmFormat.SQUARE);
        double shown = box.height() * framing.view().scale();
        assertThat(shown).as("pixels of 512").isBetween(120.0, 330.0);
    }
}
