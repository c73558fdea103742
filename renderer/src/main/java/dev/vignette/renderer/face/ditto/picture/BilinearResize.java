package dev.vignette.renderer.face.ditto.picture;

/** Changes the size of an 8-bit picture as OpenCV's {@code resize} with {@code INTER_LINEAR} does. Stateless. */
public final class BilinearResize {
    private static final int ONE = 2048;

    private BilinearResize() {}

    public static RgbPicture resize(RgbPicture source, int width, int height) {
        if (width == source.width() && height == source.height()) {
            return source;
        }
        // OpenCV silently averages when both sides are exactly halved.
        if (source.width() == 2 * width && source.height() == 2 * height) {
            return AreaHalving.halve(source);
        }
        Axis across = new Axis(source.width(), width, true);
        Axis down = new Axis(source.height(), height, false);
        byte[] rgb = new byte[3 * width * height];
        int[] above = new int[3 * width];
        int[] below = new int[3 * width];
        for (int y = 0, to = 0; y < height; y++) {
            row(source, down.first[y], across, above);
            row(source, down.second[y], across, below);
            int first = down.firstWeight[y];
            int second = down.secondWeight[y];
            for (int i = 0; i < above.length; i++) {
                int value = (((first * (above[i] >> 4)) >> 16) + ((second * (below[i] >> 4)) >> 16) + 2) >> 2;
                rgb[to++] = (byte) Math.clamp(value, 0, 255);
            }
        }
        return new RgbPicture(width, height, rgb);
    }

    private static void row(RgbPicture source, int y, Axis across, int[] into) {
        for (int x = 0, to = 0; to < into.length; x++) {
            for (int c = 0; c < 3; c++) {
                into[to++] = source.at(across.first[x], y, c) * across.firstWeight[x]
                        + source.at(across.second[x], y, c) * across.secondWeight[x];
            }
        }
    }

    /** The two taps of every position along one side. */
    private static final class Axis {
        private final int[] first;
        private final int[] second;
        private final int[] firstWeight;
        private final int[] secondWeight;

        /** @param horizontal only there the weights change, too, where a tap would lie outside */
        Axis(int from, int to, boolean horizontal) {
            first = new int[to];
            second = new int[to];
            firstWeight = new int[to];
            secondWeight = new int[to];
            double step = (double) from / to;
            for (int i = 0; i < to; i++) {
                float position = (float) ((i + 0.5) * step - 0.5);
                int tap = (int) Math.floor(position);
                float fraction = position - tap;
                if (horizontal && (tap < 0 || tap >= from - 1)) {
                    tap = tap < 0 ? 0 : from - 1;
                    fraction = 0;
                }
                first[i] = Math.clamp(tap, 0, from - 1);
                second[i] = Math.clamp(tap + 1, 0, from - 1);
                firstWeight[i] = (int) Math.rint((1 - fraction) * ONE);
                secondWeight[i] = (int) Math.rint(fraction * ONE);
            }
        }
    }
}
