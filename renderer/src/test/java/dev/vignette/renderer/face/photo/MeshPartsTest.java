package dev.vignette.renderer.face.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.face.motion.Painter;
import dev.vignette.renderer.face.motion.Portrayal;
import dev.vignette.renderer.face.motion.PortrayalCache;
import dev.vignette.renderer.face.photo.Delaunay.Triangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MeshPartsTest {
    private static final int SIDE = 64;

    private final SplittableRandom random = new SplittableRandom(2);
    private final int[] picture = random.ints((long) SIDE * SIDE, 0, 0x1000000).toArray();

    @Test
    void trianglesCoverTheSquareOnceAndKeepItsPixels() {
        List<Point> points = scattered();
        int[] target = new int[SIDE * SIDE];
        Arrays.fill(target, -1);
        TriangleRaster raster = new TriangleRaster(new Texture(picture, SIDE, SIDE), target, SIDE, SIDE);
        double area = 0;
        for (Triangle t : Delaunay.of(points)) {
            Point a = points.get(t.a());
            Point b = points.get(t.b());
            Point c = points.get(t.c());
            area += Math.abs((b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y())) / 2;
            raster.draw(a.x(), a.y(), b.x(), b.y(), c.x(), c.y(), a.x(), a.y(), b.x(), b.y(), c.x(), c.y());
        }
        assertThat(area).isCloseTo(SIDE * SIDE, within(1e-6));
        assertThat(target).isEqualTo(picture);
    }

    @Test
    void noPointLiesInsideATrianglesCircle() {
        List<Point> points = scattered();
        for (Triangle t : Delaunay.of(points)) {
            Point centre = centre(points.get(t.a()), points.get(t.b()), points.get(t.c()));
            double radius = centre.distanceTo(points.get(t.a()));
            assertThat(points).allSatisfy(p -> assertThat(p.distanceTo(centre)).isGreaterThan(radius - 1e-6));
        }
    }

    @Test
    void theWayRoundACutIsLongerThanTheWayAlongIt() {
        Slit slit = new Slit(List.of(new Point(-1, 0), new Point(1, 0)));
        Point above = new Point(0, -0.1);
        assertThat(slit.way(above, false, new Point(0, 0.1), true)).isGreaterThan(2);
        assertThat(slit.way(above, false, new Point(0.2, -0.1), false)).isEqualTo(0.2);
        assertThat(slit.way(new Point(2, -0.1), false, new Point(2, 0.1), true)).isEqualTo(0.2);
    }

    @Test
    void theCacheMakesAValueOnceAndForgetsTheOldestAndFailures() {
        PortrayalCache<String, Numbered> cache = new PortrayalCache<>(2);
        AtomicInteger made = new AtomicInteger();
        for (String key : List.of("a", "a", "b", "a", "c", "a")) {
            cache.get(key, () -> new Numbered(made.incrementAndGet()));
        }
        assertThat(made).hasValue(3);
        cache.get("b", () -> new Numbered(made.incrementAndGet()));
        assertThat(made).hasValue(4);
        assertThatThrownBy(() -> cache.get("d", () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cache.get("d", () -> new Numbered(7)).number()).isEqualTo(7);
    }

    private record Numbered(int number) implements Portrayal {
        @Override
        public Painter painter() {
            return (expression, frame) -> {};
        }
    }

    private List<Point> scattered() {
        List<Point> points = new ArrayList<>(
                List.of(new Point(0, 0), new Point(SIDE, 0), new Point(0, SIDE), new Point(SIDE, SIDE)));
        for (int i = 0; i < 80; i++) {
            points.add(new Point(random.nextDouble(1, SIDE - 1), random.nextDouble(1, SIDE - 1)));
        }
        return points;
    }

    private static Point centre(Point a, Point b, Point c) {
        double d = 2 * (a.x() * (b.y() - c.y()) + b.x() * (c.y() - a.y()) + c.x() * (a.y() - b.y()));
        double sa = a.x() * a.x() + a.y() * a.y();
        double sb = b.x() * b.x() + b.y() * b.y();
        double sc = c.x() * c.x() + c.y() * c.y();
        return new Point(
                (sa * (b.y() - c.y()) + sb * (c.y() - a.y()) + sc * (a.y() - b.y())) / d,
                (sa * (c.x() - b.x()) + sb * (a.x() - c.x()) + sc * (b.x() - a.x())) / d);
    }
}
