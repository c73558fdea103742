package dev.vignette.renderer.face.ditto.device;

import dev.vignette.renderer.face.ditto.device.SpadeLayers.Convolution;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions of 3 × 3 over a map enlarged two or four times by repeating pixels, as they are computed at the small map's size. Of each axis
 * the first of a pixel's copies reaches the pixel before it, the last the one after it, and those between neither; the taps that fall on
 * one pixel are added up. Stateless.
 */
final class EnlargedConvolution {
    private EnlargedConvolution() {}

    /** On which of two pixels of an axis the three taps fall: first copy, last copy, those between. */
    private static final int[] FIRST = {0, 1, 1};

    private static final int[] LAST = {0, 0, 1};
    private static final int[] BETWEEN = {0, 0, 0};

    private static List<int[]> places(boolean edges) {
        return edges ? List.of(FIRST, LAST) : List.of(BETWEEN);
    }

    /**
     * @param convolutions alike but for their numbers
     * @param tall for copies at the upper and lower edge of a pixel, else for those between
     * @param wide the same of the left and right edge
     * @return one convolution of 1 or 2 by 1 or 2 whose channels are those of the first convolution, the second and so on, for copies at the
     *     first row and column, first row and last column, and so on
     */
    static Kernel at(List<Convolution> convolutions, boolean tall, boolean wide) {
        List<float[]> weights = new ArrayList<>();
        List<float[]> biases = new ArrayList<>();
        for (int[] row : places(tall)) {
            for (int[] column : places(wide)) {
                for (Convolution one : convolutions) {
                    weights.add(summed(one, row, column, tall ? 2 : 1, wide ? 2 : 1));
                    biases.add(one.bias());
                }
            }
        }
        return new Kernel(
                joined(weights.toArray(float[][]::new)),
                joined(biases.toArray(float[][]::new)),
                tall ? 2 : 1,
                wide ? 2 : 1);
    }

    /**
     * @param weights {@code [out, in, height, width]}
     * @param bias {@code [out]}
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way into a graph, never compared.
    record Kernel(float[] weights, float[] bias, int height, int width) {}

    /** On which of the different copies that it sees the three taps of the second and the third of four copies fall; others see three. */
    private static final int[][] SEEN = {{0, 1, 2}, {0, 1, 1}, {0, 0, 1}, {0, 1, 2}};

    /** What a convolution over a map enlarged four times is at one of the copies of each pixel, over copies that are different. */
    static Kernel copy(Convolution one, int row, int column) {
        int height = SEEN[row][2] + 1;
        int width = SEEN[column][2] + 1;
        return new Kernel(summed(one, SEEN[row], SEEN[column], height, width), one.bias(), height, width);
    }

    private static float[] summed(Convolution one, int[] row, int[] column, int height, int width) {
        float[] sums = new float[one.out() * one.in() * height * width];
        for (int pair = 0; pair < one.out() * one.in(); pair++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 3; x++) {
                    sums[(pair * height + row[y]) * width + column[x]] += one.weights()[(pair * 3 + y) * 3 + x];
                }
            }
        }
        return sums;
    }

    static float[] joined(float[]... parts) {
        int size = 0;
        for (float[] part : parts) {
            size = Math.addExact(size, part.length);
        }
        float[] all = new float[size];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
