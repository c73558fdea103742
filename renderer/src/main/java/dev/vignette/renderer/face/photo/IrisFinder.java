package dev.vignette.renderer.face.photo;

/** Finds an iris in an upright face by its round border and its darkness against the white. */
final class IrisFinder {
    /** An iris is 11.7 mm wide, the eyes 63 mm apart. */
    private static final double IRIS = 0.093;

    /** What it costs, in grey levels, to be found as far from the start as is allowed. */
    private static final double STRAYING = 14;

    private IrisFinder() {}

    /** The place near {@code start} where a disc of an iris' size is darkest against what is left and right of it. */
    static Point near(FacePatch patch, Point start, double reach) {
        double best = Double.NEGATIVE_INFINITY;
        Point place = start;
        double step = 1.0 / FacePatch.UNIT;
        for (double v = start.y() - reach; v <= start.y() + reach; v += step) {
            for (double u = start.x() - 1.3 * reach; u <= start.x() + 1.3 * reach; u += step) {
                double score = 0.25 * darkness(patch, u, v)
                        + 0.9 * limbus(patch, u, v)
                        - STRAYING * Math.pow(Math.hypot(u - start.x(), v - start.y()) / reach, 2);
                if (score > best) {
                    best = score;
                    place = new Point(u, v);
                }
            }
        }
        return place;
    }

    /**
     * How much brighter it is just outside the iris' left and right border than just inside: what tells an iris of any
     * colour from lashes and brows, which are dark to both sides. The upper part is left out,
     * where lashes and the lid's shadow lie over it.
     */
    private static double limbus(FacePatch patch, double u, double v) {
        double least = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int side = -1; side <= 1; side += 2) {
            double rise = 0;
            for (int degrees = -15; degrees <= 60; degrees += 15) {
                double x = side * Math.cos(Math.toRadians(degrees));
                double y = Math.sin(Math.toRadians(degrees));
                rise += at(patch, u, v, x, y, 1.25 * IRIS) - at(patch, u, v, x, y, 0.75 * IRIS);
            }
            least = Math.min(least, rise / 6);
            sum += rise / 12;
        }
        return 0.5 * least + 0.5 * sum;
    }

    private static double at(FacePatch patch, double u, double v, double x, double y, double radius) {
        return patch.luma(FacePatch.column(u + x * radius), FacePatch.row(v + y * radius));
    }

    /** How much darker a disc of an iris' size is than the white beside it, the pupil most. */
    private static double darkness(FacePatch patch, double u, double v) {
        double disc = 0;
        int count = 0;
        double step = 1.0 / FacePatch.UNIT;
        for (double dv = -IRIS * 0.6; dv <= IRIS * 0.6; dv += step) {
            for (double du = -IRIS; du <= IRIS; du += step) {
                if (Math.hypot(du, dv) <= IRIS) {
                    disc += patch.luma(FacePatch.column(u + du), FacePatch.row(v + dv));
                    count++;
                }
            }
        }
        double before = patch.meanLuma(u - 1.55 * IRIS, v, 0.25 * IRIS, 0.35 * IRIS);
        double after = patch.meanLuma(u + 1.55 * IRIS, v, 0.25 * IRIS, 0.35 * IRIS);
        double pupil = patch.meanLuma(u, v, 0.4 * IRIS, 0.4 * IRIS);
        return 0.5 * Math.min(before, after) + 0.25 * (before + after) - 0.7 * disc / count - 0.3 * pupil;
    }
}
