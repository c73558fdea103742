package dev.vignette.renderer.face.ditto.standin;

/** Appearance extractor: two halvings of the picture, then a volume of 32 × 16 × 64 × 64. */
final class AppearanceStandIn {
    private AppearanceStandIn() {}

    static void write(Layers layers, String image, String output, Widths widths) {
        String x = normed(layers, layers.conv2(image, 3, widths.of(64), 3), widths.of(64));
        x = layers.pool(normed(layers, layers.conv2(x, widths.of(64), widths.of(128), 3), widths.of(128)), 2, 2);
        x = layers.pool(normed(layers, layers.conv2(x, widths.of(128), widths.of(256), 3), widths.of(256)), 2, 2);
        x = layers.conv2(x, widths.of(256), 512, 1);
        String volume = layers.reshape(x, 1, 32, 16, 64, 64);
        for (int i = 0; i < widths.layers(6); i++) {
            volume = layers.op("Add", volume, block(layers, volume, widths.full() ? 32 : 4));
        }
        layers.graph().rename(volume, output);
    }

    private static String normed(Layers layers, String x, int channels) {
        return layers.relu(layers.batchNorm(x, channels));
    }

    private static String block(Layers layers, String x, int width) {
        String first = layers.conv3(layers.relu(layers.batchNorm(x, 32)), 32, width, 3);
        return layers.conv3(layers.relu(layers.batchNorm(first, width)), width, 32, 3);
    }
}
