package dev.vignette.renderer.face.ditto.picture;

/** The map {@code (x, y) → (m00·x + m01·y + m02, m10·x + m11·y + m12)}, in pixels. */
public record Affine(double m00, double m01, double m02, double m10, double m11, double m12) {
    public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    /** Scaling by {@code scale}, then moving by ({@code dx}, {@code dy}). */
    public static Affine scaling(double scale, double dx, double dy) {
        return new Affine(scale, 0, dx, 0, scale, dy);
    }

    /** The way back, in OpenCV's order of operations. */
    public Affine inverse() {
        double d = m00 * m11 - m01 * m10;
        if (d == 0) {
            throw new IllegalArgumentException("This map has no inverse: " + this);
        }
        d = 1 / d;
        double i00 = m11 * d;
        double i11 = m00 * d;
        double i01 = -m01 * d;
        double i10 = -m10 * d;
        return new Affine(i00, i01, -i00 * m02 - i01 * m12, i10, i11, -i10 * m02 - i11 * m12);
    }

    /** First this map, then {@code next}. */
    public Affine then(Affine next) {
        return new Affine(
                next.m00 * m00 + next.m01 * m10,
                next.m00 * m01 + next.m01 * m11,
                next.m00 * m02 + next.m01 * m12 + next.m02,
                next.m10 * m00 + next.m11 * m10,
                next.m10 * m01 + next.m11 * m11,
                next.m10 * m02 + next.m11 * m12 + next.m12);
    }

    /** The map with every number rounded to 32 bits, as the published program stores it. */
    public Affine rounded() {
        return new Affine((float) m00, (float) m01, (float) m02, (float) m10, (float) m11, (float) m12);
    }

    public double x(double x, double y) {
        return m00 * x + m01 * y + m02;
    }

    public double y(double x, double y) {
        return m10 * x + m11 * y + m12;
    }

    /** Points {@code x0, y0, x1, y1, …} mapped into a new array. */
    public float[] map(float[] points) {
        float[] mapped = new float[points.length];
        for (int i = 0; i < points.length; i += 2) {
            mapped[i] = (float) x(points[i], points[i + 1]);
            mapped[i + 1] = (float) y(points[i], points[i + 1]);
        }
        return mapped;
    }

    /** Side of a pixel after the map. */
    public double scale() {
        return Math.sqrt(Math.abs(m00 * m11 - m01 * m10));
    }
}
