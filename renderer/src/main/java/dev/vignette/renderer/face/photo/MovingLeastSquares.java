package dev.vignette.renderer.face.photo;

import java.util.List;

/**
 * Image deformation by moving least squares, similarity transformations (Schaefer, McPhail, Warren 2006, §2.2). With the
 * plane read as complex numbers the deformed place is a weighted sum of the handles' new places; those weights depend
 * only on where everything rests, so that they are computed once.
 */
final class MovingLeastSquares {
    /** Weights fall with the distance to the power of −2α; above 1 so that many handles in one place do not pull far. */
    private static final double ALPHA = 1.3;

    private final double[] real;
    private final double[] imaginary;
    private final int handles;

    /** How far a handle is from a place, so that a cut in the picture can make near places far. */
    @FunctionalInterface
    interface Distance {
        double between(int place, int handle);
    }

    MovingLeastSquares(List<Point> places, List<Point> handles, Distance distance) {
        this.handles = handles.size();
        real = new double[places.size() * this.handles];
        imaginary = new double[real.length];
        double[] weights = new double[this.handles];
        for (int place = 0; place < places.size(); place++) {
            for (int handle = 0; handle < this.handles; handle++) {
                double far = distance.between(place, handle);
                weights[handle] = 1 / Math.pow(far * far + 1e-12, ALPHA);
            }
            factors(places.get(place), handles, weights, place * this.handles);
        }
    }

    MovingLeastSquares(List<Point> places, List<Point> handles) {
        this(places, handles, (place, handle) -> places.get(place).distanceTo(handles.get(handle)));
    }

    private void factors(Point place, List<Point> rest, double[] weights, int offset) {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < handles; i++) {
            sum += weights[i];
            x += weights[i] * rest.get(i).x();
            y += weights[i] * rest.get(i).y();
        }
        Point centre = new Point(x / sum, y / sum);
        double spread = 0;
        for (int i = 0; i < handles; i++) {
            Point arm = rest.get(i).minus(centre);
            spread += weights[i] * (arm.x() * arm.x() + arm.y() * arm.y());
        }
        Point out = place.minus(centre);
        for (int i = 0; i < handles; i++) {
            Point arm = rest.get(i).minus(centre);
            // w/Σw + w · conj(arm) · out / Σ w|arm|²
            double factor = spread > 0 ? weights[i] / spread : 0;
            real[offset + i] = weights[i] / sum + factor * (arm.x() * out.x() + arm.y() * out.y());
            imaginary[offset + i] = factor * (arm.x() * out.y() - arm.y() * out.x());
        }
    }

    /** Where {@code place} goes when handle {@code i} goes to {@code moved.get(i)}; also maps shifts to shifts. */
    Point at(int place, List<Point> moved) {
        double x = 0;
        double y = 0;
        int offset = place * handles;
        for (int i = 0; i < handles; i++) {
            Point to = moved.get(i);
            x += real[offset + i] * to.x() - imaginary[offset + i] * to.y();
            y += real[offset + i] * to.y() + imaginary[offset + i] * to.x();
        }
        return new Point(x, y);
    }
}
