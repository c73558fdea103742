package dev.vignette.renderer.face.photo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.Expression.Eyes;
import dev.vignette.renderer.face.motion.Expression.HeadPose;
import dev.vignette.renderer.face.motion.Expression.Mouth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PhotoPortrayalTest {
    private static PhotoPortrayal portrayal;

    @BeforeAll
    static void prepare() {
        var picture = Portraits.astronaut();
        portrayal = new PhotoPortrayal(picture, FaceFinder.find(picture), FilmFormat.SQUARE);
    }

    @Test
    void restIsThePhotographItself() {
        assertThat(paint(Expression.REST)).isEqualTo(portrayal.crop().rgb());
    }

    @Test
    void theMouthOpensWithTheJaw() {
        int before = 0;
        for (double jaw : new double[] {0.25, 0.5, 0.75, 1}) {
            int dark = darkInMouth(paint(speaking(jaw)));
            assertThat(dark).as("jaw %s", jaw).isGreaterThan(before + 40);
            before = dark;
        }
    }

    @Test
    void aPressedMouthShowsNoGapWhateverTheJawDoes() {
        Mouth pressed = new Mouth(1, 0, 0, 0, 0, 1, 0, 0, 0, 0.1);
        assertThat(darkInMouth(paint(mouth(pressed)))).isLessThan(darkInMouth(paint(speaking(0.25))));
    }

    @Test
    void nothingMovesNearTheEdge() {
        for (Expression expression : expressions(25)) {
            int[] pixels = paint(expression);
            for (int i = 0; i < pixels.length; i++) {
                int x = i % 512;
                int y = i / 512;
                if (x < 8 || y < 8 || x >= 504 || y >= 504) {
                    assertThat(pixels[i]).isEqualTo(portrayal.crop().rgb()[i]);
                }
            }
        }
    }

    @Test
    void aBlinkHidesTheIris() {
        Expression closed = new Expression(Mouth.REST, new Eyes(1, 1, 0, 0), 0, HeadPose.STRAIGHT, 0);
        assertThat(darkInEye(paint(Expression.REST), -0.5)).isGreaterThan(60);
        assertThat(darkInEye(paint(closed), -0.5)).isLessThan(12);
        assertThat(darkInEye(paint(closed), 0.5)).isLessThan(12);
    }

    @Test
    void oneLidClosesAlone() {
        Expression wink = new Expression(Mouth.REST, new Eyes(1, 0, 0, 0), 0, HeadPose.STRAIGHT, 0);
        assertThat(darkInEye(paint(wink), -0.5)).isLessThan(12);
        assertThat(darkInEye(paint(wink), 0.5)).isEqualTo(darkInEye(paint(Expression.REST), 0.5));
    }

    @Test
    void allPaintersPaintTheSame() {
        PhotoPainter used = new PhotoPainter(portrayal);
        for (Expression expression : expressions(12)) {
            Frame one = Frame.allocate(512, 512);
            Frame two = Frame.allocate(512, 512);
            used.paint(expression, one);
            portrayal.painter().paint(expression, two);
            assertThat(one.y()).isEqualTo(two.y());
            assertThat(one.u()).isEqualTo(two.u());
            assertThat(one.v()).isEqualTo(two.v());
        }
    }

    @Test
    void strongExpressionsFoldNoTriangleOutsideTheMouthAndEyes() {
        double[] rest = portrayal.deformation().rest();
        double[] moved = rest.clone();
        FaceMesh mesh = portrayal.mesh();
        for (Expression expression : expressions(25)) {
            portrayal.deformation().apply(expression, moved);
            for (var triangle : mesh.ground()) {
                assertThat(area(triangle, moved) * area(triangle, rest)).isPositive();
            }
        }
    }

    private static double area(Delaunay.Triangle triangle, double[] at) {
        double ax = at[2 * triangle.a()];
        double ay = at[2 * triangle.a() + 1];
        return (at[2 * triangle.b()] - ax) * (at[2 * triangle.c() + 1] - ay)
                - (at[2 * triangle.c()] - ax) * (at[2 * triangle.b() + 1] - ay);
    }

    private static int[] paint(Expression expression) {
        return Arrays.copyOf(new PhotoPainter(portrayal).paint(expression), 512 * 512);
    }

    private static Expression speaking(double jaw) {
        return mouth(new Mouth(jaw, 0, 0, 0, 0, 0, 0, 0, 0, 0.1));
    }

    private static Expression mouth(Mouth mouth) {
        return new Expression(mouth, Eyes.OPEN, 0, HeadPose.STRAIGHT, 0);
    }

    private static int darkInMouth(int[] pixels) {
        double line = portrayal.crop().face().lips().at(0).y();
        return dark(pixels, new Point(portrayal.crop().face().lips().middle(), line + 0.05), 0.3, 0.2, 100);
    }

    private static int darkInEye(int[] pixels, double side) {
        return dark(pixels, new Point(side, 0), 0.09, 0.05, 90);
    }

    /** Pixels below a brightness in a box given by its middle and half sides in face units. */
    private static int dark(int[] pixels, Point middle, double halfU, double halfV, double below) {
        Similarity frame = portrayal.crop().face().frame();
        int count = 0;
        for (int i = 0; i < pixels.length; i++) {
            int row = i / 512;
            Point place = frame.inverse(new Point(i % 512 + 0.5, row + 0.5)).minus(middle);
            boolean inside = Math.abs(place.x()) < halfU && Math.abs(place.y()) < halfV;
            count += inside && Colour.luma(pixels[i]) < below ? 1 : 0;
        }
        return count;
    }

    private static List<Expression> expressions(int count) {
        SplittableRandom random = new SplittableRandom(9);
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Mouth mouth = new Mouth(
                    random.nextDouble(),
                    random.nextDouble(-1, 1),
                    random.nextDouble(),
                    random.nextDouble(),
                    random.nextDouble(),
                    random.nextDouble() < 0.5 ? 0 : random.nextDouble(),
                    random.nextDouble(),
                    random.nextDouble(),
                    random.nextDouble(),
                    random.nextDouble(-1, 1));
            Eyes eyes = new Eyes(
                    random.nextDouble(), random.nextDouble(), random.nextDouble(-5, 5), random.nextDouble(-5, 5));
            HeadPose pose = new HeadPose(random.nextDouble(-3, 3), random.nextDouble(-3, 3), random.nextDouble(-3, 3));
            expressions.add(new Expression(mouth, eyes, random.nextDouble(-1, 1), pose, random.nextDouble(-1, 1)));
        }
        return expressions;
    }
}
