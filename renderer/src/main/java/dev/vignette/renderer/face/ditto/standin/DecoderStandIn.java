package dev.vignette.renderer.face.ditto.standin;

/** The decoder: residual blocks whose normalisation is modulated by the feature itself (SPADE, Park et al. 2019). */
final class DecoderStandIn {
    private DecoderStandIn() {}

    static void write(Layers layers, Widths widths) {
        int wide = widths.of(512);
        int half = widths.of(256);
        int narrow = widths.of(64);
        String x = layers.conv2("feature", 256, wide, 3);
        for (int i = 0; i < widths.layers(6); i++) {
            x = block(layers, x, wide, wide, 1, widths);
        }
        x = block(layers, layers.enlarge(x, 1, 1, 2, 2), wide, half, 2, widths);
        x = block(layers, layers.enlarge(x, 1, 1, 2, 2), half, narrow, 4, widths);
        x = layers.conv2(layers.leaky(x, 0.2f), narrow, 12, 3);
        // Pixel shuffle, as exporters write it.
        x = layers.reshape(x, 1, 3, 2, 2, 256, 256);
        x = layers.reshape(layers.transpose(x, 0, 1, 4, 2, 5, 3), 1, 3, 512, 512);
        layers.graph().node("Sigmoid").inputs(x).outputs("output");
    }

    private static String block(Layers layers, String x, int in, int out, int scale, Widths widths) {
        int middle = Math.min(in, out);
        String first = layers.conv2(layers.leaky(modulated(layers, x, in, scale, widths), 0.2f), in, middle, 3);
        String second =
                layers.conv2(layers.leaky(modulated(layers, first, middle, scale, widths), 0.2f), middle, out, 3);
        String shortcut = x;
        if (in != out) {
            String normed = modulated(layers, x, in, scale, widths);
            shortcut = layers.op("Conv", normed, layers.weights(in, 1, out, in, 1, 1));
        }
        return layers.op("Add", shortcut, second);
    }

    private static String modulated(Layers layers, String x, int channels, int scale, Widths widths) {
        String normed = layers.op("InstanceNormalization", x, layers.filled(1, channels), layers.filled(0, channels));
        String map = scale == 1 ? "feature" : layers.enlarge("feature", 1, 1, scale, scale);
        int hidden = widths.of(128);
        String shared = layers.relu(layers.conv2(map, 256, hidden, 3));
        String gamma = layers.conv2(shared, hidden, channels, 3);
        String beta = layers.conv2(shared, hidden, channels, 3);
        String scaled = layers.op("Mul", normed, layers.op("Add", gamma, layers.scalar(1)));
        return layers.op("Add", scaled, beta);
    }
}
