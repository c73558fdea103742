package dev.vignette.renderer.face.ditto.picture;

/**
 * Cuts a turned and scaled piece out of a picture: bilinear at steps of 1/32 pixel, black outside (OpenCV's
 * {@code warpAffine}). Stateless.
 */
public final class AffineWarp {
    private static final int STEPS = 32;

    private AffineWarp() {}

    /** Where in the source a row of the destination lies, in steps of 1/32 pixel. */
    static final class Row {
        private final Affine back;
        private final long x0;
        private final long y0;

        /** @param back from destination to source */
        Row(Affine back, int y) {
            this.back = back;
            x0 = rint((back.m01() * y + back.m02()) * 1024) + 16;
            y0 = rint((back.m11() * y + back.m12()) * 1024) + 16;
        }

        int x(int x) {
            return saturated((x0 + rint(back.m00() * x * 1024)) >> 5);
        }

        int y(int x) {
            return saturated((y0 + rint(back.m10() * x * 1024)) >> 5);
        }

        private static long rint(double value) {
            return (long) Math.rint(value);
        }

        /** Far outside is outside; keeps the sums of later steps inside an int. */
        private static int saturated(long steps) {
            return (int) Math.clamp(steps, -(1L << 28), 1L << 28);
        }
    }

    /** @param map from {@code source} to the result */
    public static RgbPicture warp(RgbPicture source, Affine map, int width, int height) {
        Affine back = map.inverse();
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0, to = 0; y < height; y++) {
            Row row = new Row(back, y);
            for (int x = 0; x < width; x++, to += 3) {
                sample(source, row.x(x), row.y(x), rgb, to);
            }
        }
        return new RgbPicture(width, height, rgb);
    }

    private static void sample(RgbPicture source, int stepsX, int stepsY, byte[] rgb, int to) {
        int x = stepsX >> 5;
        int y = stepsY >> 5;
        int right = stepsX & STEPS - 1;
        int low = stepsY & STEPS - 1;
        for (int c = 0; c < 3; c++) {
            int sum = tap(source, x, y, c) * (STEPS - right) * (STEPS - low)
                    + tap(source, x + 1, y, c) * right * (STEPS - low)
                    + tap(source, x, y + 1, c) * (STEPS - right) * low
                    + tap(source, x + 1, y + 1, c) * right * low;
            rgb[to + c] = (byte) ((sum * STEPS + (1 << 14)) >> 15);
        }
    }

    private static int tap(RgbPicture source, int x, int y, int channel) {
        boolean inside = x >= 0 && y >= 0 && x < source.width() && y < source.height();
        return inside ? source.at(x, y, channel) : 0;
    }

    /** One plane of floats at ({@code stepsX}, {@code stepsY}) / 32. */
    static float sample(float[] plane, int offset, int width, int height, int stepsX, int stepsY) {
        int x = stepsX >> 5;
        int y = stepsY >> 5;
        float right = (stepsX & STEPS - 1) / (float) STEPS;
        float low = (stepsY & STEPS - 1) / (float) STEPS;
        float left = 1 - right;
        float high = 1 - low;
        if (x >= 0 && y >= 0 && x < width - 1 && y < height - 1) {
            int at = offset + y * width + x;
            return plane[at] * (left * high)
                    + plane[at + 1] * (right * high)
                    + plane[at + width] * (left * low)
                    + plane[at + width + 1] * (right * low);
        }
        return tap(plane, offset, width, height, x, y) * (left * high)
                + tap(plane, offset, width, height, x + 1, y) * (right * high)
                + tap(plane, offset, width, height, x, y + 1) * (left * low)
                + tap(plane, offset, width, height, x + 1, y + 1) * (right * low);
    }

    private static float tap(float[] plane, int offset, int width, int height, int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height ? plane[offset + y * width + x] : 0;
    }
}
