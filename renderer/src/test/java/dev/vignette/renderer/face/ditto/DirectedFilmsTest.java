package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.MovingPictures;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.direction.Fade;
import dev.vignette.renderer.direction.Gaze;
import dev.vignette.renderer.direction.HeadAngles;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import dev.vignette.renderer.voice.SpeechChunk;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directions change what they name, and a film as source goes forwards and backwards. */
class DirectedFilmsTest {
    private static final FilmFormat SMALL = new FilmFormat(128, 128, 25);

    @TempDir
    private static Path home;

    private static List<byte[]> film(Performance performance, double seconds) {
        float[] samples = new float[(int) (seconds * 16_000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.3 * Math.sin(i * 0.1));
        }
        List<byte[]> frames = new ArrayList<>();
        try (performance) {
            performance.hear(
                    new SpeechChunk(new Pcm(samples, SampleRate.HZ_16000), List.of()), f -> frames.add(f.y().clone()));
            performance.finish(f -> frames.add(f.y().clone()));
        }
        return frames;
    }

    private static List<byte[]> directed(DittoFace face, Direction direction) {
        return film(shown(face, direction), 0.8);
    }

    private static Performance shown(DittoFace face, Direction direction) {
        return face.perform(Puppets.avatar("ada", Puppets.portrait("ada")), SMALL, 1, direction);
    }

    private static double apart(byte[] one, byte[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs((one[i] & 255) - (other[i] & 255));
        }
        return sum / one.length;
    }

    @Test
    void aHeadHeldStillAndAFaceAtRestShowTheSameFrameOverAndOver() {
        try (DittoFace face = Puppets.face(home)) {
            List<byte[]> plain = directed(face, Direction.PLAIN);
            List<byte[]> still = directed(
                    face,
                    Direction.PLAIN.articulated(0).headGain(HeadAngles.all(0)).blinking(false));
            assertThat(apart(still.get(3), still.get(15))).isLessThan(0.01);
            assertThat(apart(plain.get(3), still.get(3)))
                    .as("a mouth that speaks")
                    .isGreaterThan(0.05);
            List<byte[]> turned = directed(face, Direction.PLAIN.turned(new HeadAngles(0, 20, 0)));
            assertThat(apart(turned.get(3), plain.get(3))).isGreaterThan(0.3);
            List<byte[]> aside = directed(face, Direction.PLAIN.looking(new Gaze(1, 0)));
            assertThat(apart(aside.get(3), plain.get(3))).isGreaterThan(0);
        }
    }

    /** It is over before a window of motion has told what all motion is measured against. */
    @Test
    void aWordThatIsShorterThanAWindowOpensTheMouth() {
        try (DittoFace face = Puppets.face(home)) {
            Direction quiet = Direction.PLAIN.headGain(HeadAngles.all(0)).blinking(false);
            List<byte[]> word = film(shown(face, quiet), 0.3);
            List<byte[]> still = film(shown(face, quiet.articulated(0)), 0.3);
            assertThat(apart(word.get(3), still.get(3))).isGreaterThan(0.05);
        }
    }

    @Test
    void aFadeBeginsAndEndsAtRest() {
        try (DittoFace face = Puppets.face(home)) {
            Direction quiet = Direction.PLAIN.headGain(HeadAngles.all(0)).blinking(false);
            byte[] rest = directed(face, quiet.articulated(0)).getFirst();
            List<byte[]> spoken = directed(face, quiet);
            List<byte[]> faded = directed(face, quiet.fading(new Fade(0.16, 0.32)));
            assertThat(apart(faded.getFirst(), rest)).isLessThan(apart(spoken.getFirst(), rest) + 0.01);
            assertThat(apart(spoken.getLast(), rest)).as("the mouth is open").isGreaterThan(0.05);
            assertThat(apart(faded.getLast(), rest)).isLessThan(0.3 * apart(spoken.getLast(), rest));
            assertThat(faded).hasSameSizeAs(spoken);
        }
    }

    @Test
    void aFilmAsSourceGoesForwardsAndBackwards() {
        List<RgbPicture> pictures = new ArrayList<>();
        BufferedImage ada = Puppets.portrait("ada");
        for (int i = 0; i < 5; i++) {
            BufferedImage moved = new BufferedImage(ada.getWidth(), ada.getHeight(), BufferedImage.TYPE_INT_RGB);
            moved.getGraphics().drawImage(ada, 8 * i, 0, null);
            pictures.add(RgbPicture.of(moved));
        }
        try (DittoFace face = Puppets.face(home)) {
            Footage footage = face.register(pictures);
            assertThat(footage.shots()).hasSize(5);
            assertThat(footage.moving()).isTrue();
            List<byte[]> frames = film(face.perform(footage, SMALL, 1, Direction.PLAIN), 0.5);
            assertThat(frames).hasSize(13);
            // The upper edge belongs to the picture behind the face: 0 1 2 3 4 4 3 2 1 0 0 1 2.
            for (int[] same : new int[][] {{4, 5}, {3, 6}, {0, 9}, {9, 10}, {2, 12}}) {
                assertThat(edge(frames.get(same[0]))).isEqualTo(edge(frames.get(same[1])));
            }
            assertThat(edge(frames.get(0))).isNotEqualTo(edge(frames.get(4)));
        }
    }

    @Test
    void aFilmFileIsASourceToo() throws IOException {
        byte[] file = MovingPictures.of(Puppets.portrait("ada"), 10);
        Avatar moving =
                Puppets.avatar("ada", Puppets.portrait("ada")).seenAs(new Look.Footage(file, "hash-of-the-film", null));
        try (DittoFace face = Puppets.face(home)) {
            assertThat(face.shows(moving)).isTrue();
            List<byte[]> frames = film(face.perform(moving, SMALL, 1), 0.5);
            // Ten pictures, in which the background goes to the right: 0 … 9, then 9 … 7.
            assertThat(frames).hasSize(13);
            assertThat(apart(edge(frames.get(9)), edge(frames.get(10)))).isLessThan(0.5);
            assertThat(apart(edge(frames.get(7)), edge(frames.get(12)))).isLessThan(0.5);
            assertThat(apart(edge(frames.get(0)), edge(frames.get(9)))).isGreaterThan(2);
            Avatar broken = moving.seenAs(new Look.Footage(new byte[100], "none", null));
            assertThatThrownBy(() -> face.perform(broken, SMALL, 1))
                    .isInstanceOfSatisfying(
                            RenderException.class,
                            e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.UNUSABLE_PORTRAIT))
                    .hasMessageContaining("not a film I can read");
        }
    }

    private static byte[] edge(byte[] frame) {
        return Arrays.copyOf(frame, 128 * 4);
    }
}
