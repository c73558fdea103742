package dev.vignette.renderer.face.ditto.standin;

/** Motion extractor: ConvNeXt-V2 tiny (Woo et al. 2023) with seven heads whose biases are a face at rest. */
final class MotionStandIn {
    private static final int[] DEPTHS = {3, 3, 9, 3};
    private static final int[] WIDTHS = {96, 192, 384, 768};
    /** Weights of the heads are so small that the face stays recognisable. */
    private static final double HEAD_GAIN = 1e-3;

    private MotionStandIn() {}

    static void write(Layers layers, String image, Widths widths) {
        int width = widths.of(WIDTHS[0]);
        String x = layers.convolution(image, 3, width, 2, 4, 4, 1);
        for (int stage = 0; stage < 4; stage++) {
            int next = widths.of(WIDTHS[stage]);
            if (stage > 0) {
                x = layers.convolution(x, width, next, 2, 2, 2, 1);
            }
            width = next;
            for (int i = 0; i < widths.layers(DEPTHS[stage]); i++) {
                x = layers.op("Add", x, block(layers, x, width));
            }
        }
        String mean = layers.graph()
                .node("ReduceMean")
                .inputs(x)
                .with("axes", new long[] {2, 3})
                .with("keepdims", 0)
                .output();
        String features = layers.layerNorm(mean, width);
        head(layers, features, width, "pitch", RestingFace.angle(0));
        head(layers, features, width, "yaw", RestingFace.angle(0));
        head(layers, features, width, "roll", RestingFace.angle(0));
        head(layers, features, width, "t", new float[3]);
        head(layers, features, width, "exp", new float[63]);
        head(layers, features, width, "scale", new float[] {1});
        head(layers, features, width, "kp", RestingFace.keyPoints());
    }

    private static String block(Layers layers, String x, int width) {
        String y = layers.convolution(x, width, width, 2, 7, 1, width);
        y = layers.layerNorm(layers.transpose(y, 0, 2, 3, 1), width);
        y = layers.gelu(layers.linear(y, width, 4 * width));
        // Global response normalisation.
        String norm = layers.graph()
                .node("ReduceL2")
                .inputs(y)
                .with("axes", new long[] {1, 2})
                .output();
        String mean = layers.graph()
                .node("ReduceMean")
                .inputs(norm)
                .with("axes", new long[] {-1})
                .output();
        String response = layers.op("Div", norm, layers.op("Add", mean, layers.scalar(1e-6f)));
        y = layers.op("Add", layers.op("Mul", y, response), y);
        return layers.transpose(layers.linear(y, 4 * width, width), 0, 3, 1, 2);
    }

    private static void head(Layers layers, String x, int in, String name, float[] bias) {
        String made = layers.op("MatMul", x, layers.weights(in, HEAD_GAIN, in, bias.length));
        layers.graph()
                .node("Add")
                .inputs(made, layers.constant(bias, bias.length))
                .outputs(name);
    }
}
