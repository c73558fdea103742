package dev.vignette.renderer.face.ditto.standin;

/** The decoder: residual blocks whose normalisation is modulated by the feature itself (SPADE, Park et al. 2019). */
final class DecoderStandIn {
    private static final int FEATURE = 256;
    private static final int NARROW = 4;

    private DecoderStandIn() {}

    /** What modulates, at 64 × 64. */
    private record Map(String name, int channels) {}

    static void write(Layers layers, Widths widths) {
        int wide = widths.of(512);
        int half = widths.of(256);
        int narrow = widths.of(64);
        // What modulates every layer is enlarged to the sides of the image: in all its channels, or in a few.
        int channels = widths.full() ? FEATURE : NARROW;
        Map map = new Map(widths.full() ? "feature" : layers.conv2("feature", FEATURE, NARROW, 1), channels);
        String x = layers.conv2(map.name, channels, wide, 3);
        for (int i = 0; i < widths.layers(6); i++) {
            x = block(layers, map, x, wide, wide, 1, widths);
        }
        x = block(layers, map, layers.enlarge(x, 1, 1, 2, 2), wide, half, 2, widths);
        x = block(layers, map, layers.enlarge(x, 1, 1, 2, 2), half, narrow, 4, widths);
        x = layers.conv2(layers.leaky(x, 0.2f), narrow, 12, 3);
        // Pixel shuffle, as exporters write it.
        x = layers.reshape(x, 1, 3, 2, 2, 256, 256);
        x = layers.reshape(layers.transpose(x, 0, 1, 4, 2, 5, 3), 1, 3, 512, 512);
        layers.graph().node("Sigmoid").inputs(x).outputs("output");
    }

    private static String block(Layers layers, Map map, String x, int in, int out, int scale, Widths widths) {
        int middle = Math.min(in, out);
        String first = layers.conv2(layers.leaky(modulated(layers, map, x, in, scale, widths), 0.2f), in, middle, 3);
        String second =
                layers.conv2(layers.leaky(modulated(layers, map, first, middle, scale, widths), 0.2f), middle, out, 3);
        String shortcut = x;
        if (in != out) {
            String normed = modulated(layers, map, x, in, scale, widths);
            shortcut = layers.op("Conv", normed, layers.weights(in, 1, out, in, 1, 1));
        }
        return layers.op("Add", shortcut, second);
    }

    private static String modulated(Layers layers, Map feature, String x, int channels, int scale, Widths widths) {
        String normed = layers.op("InstanceNormalization", x, layers.filled(1, channels), layers.filled(0, channels));
        String map = scale == 1 ? feature.name : layers.enlarge(feature.name, 1, 1, scale, scale);
        int hidden = widths.of(128);
        String shared = layers.relu(layers.conv2(map, feature.channels, hidden, 3));
        String gamma = layers.conv2(shared, hidden, channels, 3);
        String beta = layers.conv2(shared, hidden, channels, 3);
        String scaled = layers.op("Mul", normed, layers.op("Add", gamma, layers.scalar(1)));
        return layers.op("Add", scaled, beta);
    }
}
