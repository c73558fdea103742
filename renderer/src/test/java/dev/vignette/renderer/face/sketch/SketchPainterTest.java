package dev.vignette.renderer.face.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.RgbToYuv;
import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.Painter;
import dev.vignette.renderer.face.motion.Viseme;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SketchPainterTest {
    private static final int SIDE = 256;
    private static final int LARGE = 512;

    @ParameterizedTest
    @ValueSource(strings = {"ada", "mateo", "lin"})
    void theMouthOpensWithTheJaw(String name) {
        SketchPainter painter = Drawings.painter(Drawings.rig(name), LARGE, LARGE);
        int closed = opening(name, painter, 0, 0);
        int before = closed;
        for (double jaw = 0.15; jaw <= 1.01; jaw += 0.17) {
            int open = opening(name, painter, jaw, 0);
            assertThat(open).as("%s at %.2f", name, jaw).isGreaterThan(before);
            before = open;
        }
        assertThat(before - closed).isGreaterThan(900);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "mateo", "lin"})
    void pressedLipsAreClosedWhateverTheJawDoes(String name) {
        SketchPainter painter = Drawings.painter(Drawings.rig(name), LARGE, LARGE);
        int closed = opening(name, painter, 0, 1);
        for (double jaw : new double[] {0.3, 0.6, 1}) {
            assertThat(opening(name, painter, jaw, 1) - closed)
                    .as("%s at %s", name, jaw)
                    .isLessThanOrEqualTo(8);
        }
    }

    /** Pixels around the mouth that show teeth, in light or in the lip's shade, or the dark behind them. */
    private static int opening(String name, SketchPainter painter, double jaw, double press) {
        Rig rig = Drawings.rig(name);
        View view = View.of(new FilmFormat(LARGE, LARGE, 25));
        double line = rig.mouth().line();
        var middle = Pose.head(view, rig.head(), Expression.REST.head(), 0).place(0, line, Pose.surface(0, line));
        int half = (int) (7 * view.scale());
        int[] box = {(int) middle.getX() - half, (int) (middle.getY() - 3 * view.scale()), 2 * half, 2 * half};
        BufferedImage picture = Drawings.picture(painter, LARGE, LARGE, Poses.jaw(jaw, press));
        int[] mouth = Pixels.part(picture, box);
        Color shaded = Tone.mix(MouthPainter.ENAMEL, MouthPainter.CAVITY, 0.32);
        return Pixels.near(mouth, MouthPainter.CAVITY, 40)
                + Pixels.near(mouth, MouthPainter.ENAMEL, 30)
                + Pixels.near(mouth, shaded, 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "mateo", "lin"})
    void aClosedLidHidesItsEyeAndOnlyIt(String name) {
        Rig rig = Drawings.rig(name);
        SketchPainter painter = Drawings.painter(rig, SIDE, SIDE);
        BufferedImage open = Drawings.picture(painter, SIDE, SIDE, Poses.lids(0, 0));
        BufferedImage wink = Drawings.picture(painter, SIDE, SIDE, Poses.lids(1, 0));
        BufferedImage shut = Drawings.picture(painter, SIDE, SIDE, Poses.lids(1, 1));
        View view = View.of(new FilmFormat(SIDE, SIDE, 25));
        Pose pose = Pose.head(view, rig.head(), Expression.REST.head(), 0);
        int white = rig.palette().white().getRGB();
        int[] sides = {-1, 1};
        int[] whites = new int[6];
        for (int i = 0; i < 2; i++) {
            double x = sides[i] * rig.eyes().spacing() / 2;
            var eye = pose.place(x, 0, Pose.surface(x, 0));
            int reach = (int) (4.5 * view.scale());
            int[] box = {(int) eye.getX() - reach, (int) eye.getY() - reach / 2, 2 * reach, reach};
            whites[i] = Pixels.near(Pixels.part(open, box), white, 60);
            whites[2 + i] = Pixels.near(Pixels.part(wink, box), white, 60);
            whites[4 + i] = Pixels.near(Pixels.part(shut, box), white, 60);
        }
        assertThat(whites[0]).isGreaterThan(15);
        assertThat(whites[1]).isGreaterThan(15);
        assertThat(whites[2]).isLessThanOrEqualTo(whites[0] / 5);
        assertThat(whites[3]).isEqualTo(whites[1]);
        assertThat(whites[5]).isLessThanOrEqualTo(whites[1] / 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "mateo", "lin"})
    void nothingMovesInTheUpperCorners(String name) {
        SketchPainter painter = Drawings.painter(Drawings.rig(name), SIDE, SIDE);
        int[] rest = painter.draw(Expression.REST).clone();
        for (Expression expression : lively()) {
            int[] moved = painter.draw(expression);
            for (int row = 0; row < 30; row++) {
                for (int column = 0; column < 30; column++) {
                    int left = row * SIDE + column;
                    int right = row * SIDE + SIDE - 1 - column;
                    assertThat(moved[left]).isEqualTo(rest[left]);
                    assertThat(moved[right]).isEqualTo(rest[right]);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "640, 640", "512, 680"})
    void everySizeShowsTheSamePicture(int width, int height) {
        Rig rig = Drawings.rig("mateo");
        BufferedImage large = Drawings.picture(Drawings.painter(rig, width, height), width, height, Poses.jaw(0.6, 0));
        BufferedImage small = Drawings.picture(
                Drawings.painter(rig, width / 2, height / 2), width / 2, height / 2, Poses.jaw(0.6, 0));
        assertThat(Pixels.psnr(Pixels.halved(large), small)).isGreaterThan(34);
    }

    @Test
    void allPaintersOfAPortrayalPaintTheSame() {
        FilmFormat format = new FilmFormat(SIDE, SIDE, 25);
        SketchPortrayal portrayal = new SketchPortrayal(Drawings.rig("ada"), format);
        Map<Expression, byte[]> forwards = new HashMap<>();
        Frame frame = Frame.allocate(SIDE, SIDE);
        Painter first = portrayal.painter();
        for (Expression expression : lively()) {
            first.paint(expression, frame);
            forwards.put(expression, frame.y().clone());
        }
        Painter second = portrayal.painter();
        for (Expression expression : lively().reversed()) {
            second.paint(expression, frame);
            assertThat(frame.y()).isEqualTo(forwards.get(expression));
        }
    }

    @Test
    void anyChoicesGoTogether() {
        for (Rig.HairStyle hair : Rig.HairStyle.values()) {
            for (Rig.Clothes clothes : Rig.Clothes.values()) {
                Rig lin = Drawings.rig("lin");
                Rig mixed = new Rig(
                        lin.palette(),
                        lin.head(),
                        lin.eyes(),
                        lin.brows(),
                        lin.nose(),
                        lin.mouth(),
                        lin.body(),
                        new Rig.Hair(hair, 1.1),
                        Rig.Beard.FULL,
                        Rig.Glasses.ROUND,
                        Rig.Earrings.HOOPS,
                        clothes);
                int[] picture = Drawings.painter(mixed, 128, 128).draw(Poses.laugh());
                assertThat(Pixels.near(picture, lin.palette().cloth().getRGB(), 30))
                        .isGreaterThan(300);
            }
        }
    }

    private static List<Expression> lively() {
        List<Expression> lively = new ArrayList<>();
        Stream.of(Viseme.values()).map(viseme -> Poses.mouth(viseme.target())).forEach(lively::add);
        lively.addAll(List.of(
                Poses.lids(0.5, 1),
                Poses.gaze(8, -4),
                Poses.brows(1),
                Poses.brows(-1),
                Poses.head(6, 4, 4),
                Poses.head(-6, -4, -4),
                Poses.breath(1),
                Poses.breath(-1),
                Poses.laugh()));
        return lively;
    }

    /** Of a frame only what the person covers is cleaned and converted; nothing of the frame before may stay behind. */
    @ParameterizedTest
    @ValueSource(strings = {"ada", "mateo", "lin"})
    void aMovingPersonLeavesNothingBehind(String name) {
        SketchPainter used = Drawings.painter(Drawings.rig(name), 512, 512);
        Frame painted = Frame.allocate(512, 512);
        Frame converted = Frame.allocate(512, 512);
        for (double yaw : new double[] {-9, 8, 0}) {
            Expression turned = new Expression(
                    Expression.Mouth.REST,
                    Expression.Eyes.OPEN,
                    0,
                    new Expression.HeadPose(yaw, yaw / 2, -yaw),
                    yaw / 9);
            used.paint(turned, painted);
            RgbToYuv.convert(Drawings.painter(Drawings.rig(name), 512, 512).draw(turned), converted);
            assertThat(painted.y()).isEqualTo(converted.y());
            assertThat(painted.u()).isEqualTo(converted.u());
            assertThat(painted.v()).isEqualTo(converted.v());
        }
    }
}
