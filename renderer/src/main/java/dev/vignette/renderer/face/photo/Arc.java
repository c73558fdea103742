package dev.vignette.renderer.face.photo;

/**
 * Least-squares arcs through values at evenly spread places: level, slope and a bend that is flatter in the middle and
 * steeper at its ends than a parabola, like a row of teeth and a line of lips.
 */
final class Arc {
    private Arc() {}

    /** The arc's values at all places; unknown ones (NaN) have no part in it. */
    static double[] through(double[] line) {
        int last = line.length - 1;
        double[][] normal = new double[3][4];
        for (int place = 0; place <= last; place++) {
            if (!Double.isNaN(line[place])) {
                double t = 2.0 * place / last - 1;
                double[] powers = {1, t, arc(t), line[place]};
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 4; j++) {
                        normal[i][j] += powers[i] * powers[j];
                    }
                }
            }
        }
        double[] factors = solve(normal);
        double[] arc = new double[line.length];
        for (int place = 0; place <= last; place++) {
            double t = 2.0 * place / last - 1;
            arc[place] = factors[0] + t * factors[1] + arc(t) * factors[2];
        }
        return arc;
    }

    private static double arc(double t) {
        return Math.pow(Math.abs(t), 2.6);
    }

    private static double[] solve(double[][] m) {
        for (int pivot = 0; pivot < 3; pivot++) {
            for (int row = 0; row < 3; row++) {
                double factor = row == pivot ? 0 : m[row][pivot] / m[pivot][pivot];
                for (int column = pivot; row != pivot && column < 4; column++) {
                    m[row][column] -= factor * m[pivot][column];
                }
            }
        }
        return new double[] {m[0][3] / m[0][0], m[1][3] / m[1][1], m[2][3] / m[2][2]};
    }
}
