package dev.vignette.media.film;

/**
 * Packed 0xRRGGBB pixels to {@link Frame}s, BT.709 studio range in 16.16 fixed point (ITU-R BT.709-6, §3), chroma as
 * the mean of each 2 × 2 block. Stateless and safe from any thread.
 */
public final class RgbToYuv {
    private RgbToYuv() {}

    /**
     * Converts {@code rgb} (rows of exactly {@code frame.width()}, top alpha byte ignored) into the planes of
     * {@code frame}.
     */
    public static void convert(int[] rgb, Frame frame) {
        int width = frame.width();
        byte[] luma = frame.y();
        byte[] blueness = frame.u();
        byte[] redness = frame.v();
        // Plain loops over one row each, so that the compiler turns the first into vector instructions.
        for (int row = 0; row < frame.height(); row++) {
            int from = row * width;
            for (int i = from; i < from + width; i++) {
                luma[i] = luma(rgb[i]);
            }
        }
        for (int row = 0; row < frame.height(); row += 2) {
            int top = row * width;
            int bottom = top + width;
            int chroma = (row / 2) * (width / 2);
            for (int column = 0; column < width; column += 2, chroma++) {
                int a = rgb[top + column];
                int b = rgb[top + column + 1];
                int c = rgb[bottom + column];
                int d = rgb[bottom + column + 1];
                // Red and blue are added in one word: four times 255 does not reach the other.
                int redBlue = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff);
                int green = ((a & 0xff00) + (b & 0xff00) + (c & 0xff00) + (d & 0xff00)) >> 8;
                int red = redBlue >>> 16;
                int blue = redBlue & 0xffff;
                blueness[chroma] =
                        (byte) ((-6_596 * red - 22_189 * green + 28_785 * blue + (128 << 18) + (1 << 17)) >> 18);
                redness[chroma] =
                        (byte) ((28_785 * red - 26_145 * green - 2_640 * blue + (128 << 18) + (1 << 17)) >> 18);
            }
        }
    }

    private static byte luma(int pixel) {
        return (byte) ((11_966 * (pixel >> 16 & 255)
                        + 40_254 * (pixel >> 8 & 255)
                        + 4_064 * (pixel & 255)
                        + (16 << 16)
                        + (1 << 15))
                >> 16);
    }
}
