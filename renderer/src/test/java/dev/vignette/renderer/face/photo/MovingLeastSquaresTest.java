package dev.vignette.renderer.face.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MovingLeastSquaresTest {
    private final SplittableRandom random = new SplittableRandom(5);
    private final List<Point> handles = points(12);
    private final List<Point> places = points(40);

    @Test
    void identityIsReproduced() {
        reproduces(point -> point);
    }

    @Test
    void translationIsReproduced() {
        reproduces(point -> point.plus(3, -2));
    }

    @Test
    void rotationIsReproduced() {
        reproduces(Similarity.of(new Point(1, 2), 1, 33)::at);
    }

    @Test
    void scalingIsReproduced() {
        reproduces(Similarity.of(Point.ZERO, 1.7, -5)::at);
    }

    @Test
    void handlesGoWhereTheyAreTold() {
        List<Point> moved = points(12);
        MovingLeastSquares squares = new MovingLeastSquares(handles, handles);
        for (int i = 0; i < handles.size(); i++) {
            assertThat(squares.at(i, moved).distanceTo(moved.get(i))).isLessThan(1e-6);
        }
    }

    @Test
    void aCutKeepsTheOtherSideStill() {
        Slit slit = new Slit(List.of(new Point(-1, 0), new Point(0, 0), new Point(1, 0)));
        List<Point> rest = List.of(new Point(0, 0.1), new Point(0, -0.1), new Point(-1, 0), new Point(1, 0));
        List<Point> shifts = List.of(new Point(0, 1), Point.ZERO, Point.ZERO, Point.ZERO);
        List<Point> sides = List.of(new Point(0.2, 0.02), new Point(0.2, -0.02));
        MovingLeastSquares cut = new MovingLeastSquares(
                sides, rest, (place, handle) -> slit.way(sides.get(place), place == 0, rest.get(handle), handle == 0));
        assertThat(cut.at(0, shifts).y()).isGreaterThan(0.8);
        assertThat(cut.at(1, shifts).y()).isBetween(-0.1, 0.1);
    }

    private void reproduces(UnaryOperator<Point> motion) {
        MovingLeastSquares squares = new MovingLeastSquares(places, handles);
        List<Point> moved = handles.stream().map(motion).toList();
        for (int i = 0; i < places.size(); i++) {
            assertThat(squares.at(i, moved).distanceTo(motion.apply(places.get(i))))
                    .isLessThan(1e-9);
        }
    }

    private List<Point> points(int count) {
        return Stream.generate(() -> new Point(random.nextDouble(-5, 5), random.nextDouble(-5, 5)))
                .limit(count)
                .toList();
    }
}
