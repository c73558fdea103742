package dev.vignette.renderer.face.ditto.standin;

/** The speech encoder: HuBERT large (Hsu et al. 2021), {@code [1, S]} samples to {@code [T, 1024]}. */
final class HubertStandIn {
    private static final int[] KERNELS = {10, 3, 3, 3, 3, 2, 2};
    private static final int[] STRIDES = {5, 2, 2, 2, 2, 2, 2};

    private HubertStandIn() {}

    static void write(Layers layers, String samples, String output, Widths widths) {
        int channels = widths.of(512);
        int width = widths.of(1024, 16);
        String x = layers.op("Unsqueeze", samples, layers.ints(1));
        for (int i = 0; i < KERNELS.length; i++) {
            int in = i == 0 ? 1 : channels;
            x = layers.graph()
                    .node("Conv")
                    .inputs(x, layers.weights(in * KERNELS[i], 1, channels, in, KERNELS[i]), layers.filled(0, channels))
                    .with("strides", new long[] {STRIDES[i]})
                    .output();
            x = layers.transpose(layers.layerNorm(layers.transpose(x, 0, 2, 1), channels), 0, 2, 1);
            x = layers.gelu(x);
        }
        x = layers.linear(layers.layerNorm(layers.transpose(x, 0, 2, 1), channels), channels, width);
        String position = layers.convolution(layers.transpose(x, 0, 2, 1), width, width, 1, 128, 1, 16);
        position = layers.slice(position, 2, 0, -1);
        x = layers.op("Add", x, layers.transpose(layers.gelu(position), 0, 2, 1));
        for (int i = 0; i < widths.layers(24); i++) {
            String normed = layers.layerNorm(x, width);
            x = layers.op("Add", x, Attention.write(layers, normed, normed, normed, width, 16));
            String inner = layers.gelu(layers.linear(layers.layerNorm(x, width), width, 4 * width));
            x = layers.op("Add", x, layers.linear(inner, 4 * width, width));
        }
        x = layers.layerNorm(x, width);
        x = widths.full() ? x : layers.linear(x, width, 1024);
        layers.graph().node("Squeeze").inputs(x, layers.ints(0)).outputs(output);
    }
}
