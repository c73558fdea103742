package dev.vignette.renderer.face.ditto.picture;

/** How much of a rendered crop is seen at each of its pixels: 1 inside, falling to 0 over the outer twentieth. Stateless. */
public final class FeatherMask {
    private static final double INNER = 0.9;

    private FeatherMask() {}

    /** {@code side × side} weights. */
    public static float[] square(int side) {
        int inner = (int) (side * INNER);
        int border = (side - inner) / 2;
        float[] mask = new float[side * side];
        for (int y = 0; y < side; y++) {
            double v = outside(y, border, side);
            for (int x = 0; x < side; x++) {
                double u = outside(x, border, side);
                mask[y * side + x] = (float) (1 - Math.min(1, Math.sqrt(u * u + v * v)));
            }
        }
        return mask;
    }

    /** 0 inside, 1 on the outermost pixel, both ends of the ramp included. */
    private static double outside(int i, int border, int side) {
        int depth = Math.min(i, side - 1 - i);
        return depth >= border ? 0 : 1 - depth / (double) (border - 1);
    }
}
