package dev.vignette.renderer.face.ditto.device;

/**
 * The kernels of {@code spade.cu} in plain Java, one frame at a time, on numbers of single precision: what they are tested against, and what
 * a machine without an NVIDIA GPU can check the cut decoder with. Maps have their channels last: {@code [side, side, channels]}. Stateless.
 */
public final class Spade {
    private Spade() {}

    /** The mean of each channel, then one over each channel's deviation: {@code [2, channels]}. */
    public static float[] moments(float[] map, int channels, float epsilon) {
        int pixels = map.length / channels;
        float[] moments = new float[2 * channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int i = 0; i < pixels; i++) {
                sum += map[i * channels + c];
            }
            double mean = sum / pixels;
            double squares = 0;
            for (int i = 0; i < pixels; i++) {
                double difference = map[i * channels + c] - mean;
                squares += difference * difference;
            }
            moments[c] = (float) mean;
            moments[channels + c] = (float) (1 / Math.sqrt(squares / pixels + epsilon));
        }
        return moments;
    }

    /**
     * @param x {@code [side / factor, side / factor, channels]}
     * @param moments of {@code x}
     * @param maps {@code [side, side, 2·channels]}: at each place γ of all channels, then β of all
     * @param copies of a pixel by so many whose modulation lies together, by rows; 1 if it lies as the places do
     * @param slope of the activation below 0; 1 for none
     * @return {@code (x − mean) / deviation · (1 + γ) + β}, activated
     */
    public static float[] modulate(
            float[] x, float[] moments, float[] maps, int channels, int side, int factor, int copies, float slope) {
        float[] out = new float[side * side * channels];
        for (int i = 0; i < side * side; i++) {
            int from = (i / side / factor) * (side / factor) + i % side / factor;
            int small = (i / side / copies) * (side / copies) + i % side / copies;
            int by = (small * copies + i / side % copies) * copies + i % side % copies;
            for (int c = 0; c < channels; c++) {
                float normed = (x[from * channels + c] - moments[c]) * moments[channels + c];
                float value = normed * (1 + maps[2 * by * channels + c]) + maps[(2 * by + 1) * channels + c];
                out[i * channels + c] = value > 0 ? value : value * slope;
            }
        }
        return out;
    }

    /**
     * What convolutions of 3 × 3 make of an enlarged map, from what their summed taps make of the small one.
     *
     * @param parts the convolutions of the small map
     * @param side of the small map
     * @param map which of the convolutions
     * @param maps how many there are
     * @return {@code [side·factor, side·factor, channels]}
     */
    public static float[] spread(Parts parts, int side, int factor, int map, int maps, int channels) {
        int wide = side * factor;
        float[] out = new float[wide * wide * channels];
        for (int row = 0; row < wide; row++) {
            for (int column = 0; column < wide; column++) {
                int y = row / factor;
                int x = column / factor;
                int lastY = row % factor == 0 ? 0 : 1;
                int lastX = column % factor == 0 ? 0 : 1;
                boolean edgeY = lastY == 0 || row % factor == factor - 1;
                boolean edgeX = lastX == 0 || column % factor == factor - 1;
                float[] from;
                int at;
                if (edgeY && edgeX) {
                    from = parts.corners;
                    at = ((y + lastY) * (side + 1) + x + lastX) * 4 + lastY * 2 + lastX;
                } else if (edgeY) {
                    from = parts.rows;
                    at = ((y + lastY) * side + x) * 2 + lastY;
                } else if (edgeX) {
                    from = parts.columns;
                    at = (y * (side + 1) + x + lastX) * 2 + lastX;
                } else {
                    from = parts.middle;
                    at = y * side + x;
                }
                System.arraycopy(from, (at * maps + map) * channels, out, (row * wide + column) * channels, channels);
            }
        }
        return out;
    }

    /**
     * The same of a map enlarged four times, with copies that are alike once: on each axis a pixel's first, one between and its last.
     *
     * @return {@code [3·side + 1, 3·side + 1, channels]}, zero after the last row and column
     */
    public static float[] grid(Parts parts, int side, int map, int maps, int channels) {
        int[] copies = {0, 1, 3};
        int large = 4 * side;
        int wide = 3 * side + 1;
        float[] spread = spread(parts, side, 4, map, maps, channels);
        float[] out = new float[wide * wide * channels];
        for (int y = 0; y < 3 * side; y++) {
            for (int x = 0; x < 3 * side; x++) {
                int from = (y / 3 * 4 + copies[y % 3]) * large + x / 3 * 4 + copies[x % 3];
                System.arraycopy(spread, from * channels, out, (y * wide + x) * channels, channels);
            }
        }
        return out;
    }

    /**
     * Convolutions of the small map, by where the pixels of the enlarged one lie that they are for.
     *
     * @param corners {@code [side + 1, side + 1, 4·maps·channels]}
     * @param rows {@code [side + 1, side, 2·maps·channels]}
     * @param columns {@code [side, side + 1, 2·maps·channels]}
     * @param middle {@code [side, side, maps·channels]}
     */
    @SuppressWarnings("ArrayRecordComponent") // On their way to a map, never compared.
    public record Parts(float[] corners, float[] rows, float[] columns, float[] middle) {}

    /**
     * @param map {@code [side, side, 16]}, of which 12 count: three colours by two rows by two columns
     * @return {@code [3, 2·side, 2·side]}, 0…1
     */
    public static float[] picture(float[] map, int side) {
        int wide = 2 * side;
        float[] image = new float[3 * wide * wide];
        for (int i = 0; i < image.length; i++) {
            int x = i % wide;
            int y = i / wide % wide;
            int channel = i / (wide * wide) * 4 + y % 2 * 2 + x % 2;
            image[i] = (float) (1 / (1 + Math.exp(-map[(y / 2 * side + x / 2) * 16 + channel])));
        }
        return image;
    }
}
