package dev.vignette.media.film;

import java.util.Arrays;

/**
 * Packed 0xRRGGBB pixels to {@link Frame}s, BT.709 studio range in 16.16 fixed point (ITU-R BT.709-6, §3), chroma as
 * the mean of each 2 × 2 block. Stateless and safe from any thread.
 *
 * <p>Works on copies of two rows at a time, in loops in which every array is read and written at the same index: only
 * those does the compiler turn into vector instructions, since it cannot know that two arrays of integers differ.
 */
public final class RgbToYuv {
    private RgbToYuv() {}

    /**
     * Converts {@code rgb} (rows of exactly {@code frame.width()}, top alpha byte ignored) into the planes of
     * {@code frame}.
     */
    public static void convert(int[] rgb, Frame frame) {
        int[] from = new int[frame.height() / 2];
        int[] to = new int[frame.height() / 2];
        Arrays.fill(to, frame.width());
        convert(rgb, frame, from, to);
    }

    /**
     * Converts, of rows 2<i>n</i> and 2<i>n</i> + 1, the columns from {@code from[n]} to before {@code to[n]}, both even, and
     * leaves the rest of {@code frame} as it is.
     */
    public static void convert(int[] rgb, Frame frame, int[] from, int[] to) {
        int width = frame.width();
        int[] upper = new int[width];
        int[] lower = new int[width];
        int[] redBlue = new int[width];
        int[] green = new int[width];
        for (int row = 0; row < frame.height(); row += 2) {
            int first = from[row / 2];
            int length = to[row / 2] - first;
            if (length <= 0) {
                continue;
            }
            int top = row * width + first;
            System.arraycopy(rgb, top, upper, 0, length);
            System.arraycopy(rgb, top + width, lower, 0, length);
            // Red and blue are added in one word: four times 255 does not reach the other.
            for (int i = 0; i < length; i++) {
                redBlue[i] = (upper[i] & 0xff00ff) + (lower[i] & 0xff00ff);
                green[i] = (upper[i] >> 8 & 0xff) + (lower[i] >> 8 & 0xff);
            }
            luma(upper, length, frame.y(), top);
            luma(lower, length, frame.y(), top + width);
            chroma(redBlue, green, upper, lower, length, frame, (row * width / 2 + first) / 2);
        }
    }

    /** Overwrites {@code pixels}. */
    private static void luma(int[] pixels, int length, byte[] plane, int from) {
        for (int i = 0; i < length; i++) {
            int pixel = pixels[i];
            pixels[i] = (11_966 * (pixel >> 16 & 255)
                            + 40_254 * (pixel >> 8 & 255)
                            + 4_064 * (pixel & 255)
                            + (16 << 16)
                            + (1 << 15))
                    >> 16;
        }
        for (int i = 0; i < length; i++) {
            plane[from + i] = (byte) pixels[i];
        }
    }

    /** From sums of two rows; the scratch rows are overwritten. */
    private static void chroma(
            int[] redBlue, int[] green, int[] scratch, int[] more, int length, Frame frame, int from) {
        System.arraycopy(redBlue, 1, scratch, 0, length - 1);
        System.arraycopy(green, 1, more, 0, length - 1);
        // Sums of a pixel and its right neighbour; those of odd pixels are made in vain, which still is quicker.
        for (int i = 0; i < length; i++) {
            int both = redBlue[i] + scratch[i];
            int greens = green[i] + more[i];
            int reds = both >>> 16;
            int blues = both & 0xffff;
            redBlue[i] = (-6_596 * reds - 22_189 * greens + 28_785 * blues + (128 << 18) + (1 << 17)) >> 18;
            green[i] = (28_785 * reds - 26_145 * greens - 2_640 * blues + (128 << 18) + (1 << 17)) >> 18;
        }
        byte[] u = frame.u();
        byte[] v = frame.v();
        for (int i = 0; i < length / 2; i++) {
            u[from + i] = (byte) redBlue[2 * i];
            v[from + i] = (byte) green[2 * i];
        }
    }
}
