package dev.vignette.renderer.voice.xtts.convert;

/** Vectors of the transformer and how a person sounds to a waveform (Kong et al. 2020, HiFi-GAN). */
final class VocoderGraph {
    private static final double SLOPE = 0.1;
    /** The last one is PyTorch's default. */
    private static final double LAST_SLOPE = 0.01;

    private static final int[] DILATIONS = {1, 3, 5};

    private final GraphLayers layers;
    private final String voice;

    private VocoderGraph(GraphLayers layers, String voice) {
        this.layers = layers;
        this.voice = voice;
    }

    /**
     * @param frames {@code [1, F, width]}
     * @param voice {@code [1, voice width, 1]}
     * @param output {@code [1, 256·F]} samples
     */
    static void write(GraphLayers layers, String frames, String voice, String output) {
        VocoderGraph graph = new VocoderGraph(layers, voice);
        String x = graph.layers
                .graph()
                .node("Conv")
                .inputs(
                        layers.transpose(frames, 0, 2, 1),
                        layers.weight(XttsLayout.VOCODER + "conv_pre.weight"),
                        layers.weight(XttsLayout.VOCODER + "conv_pre.bias"))
                .with("pads", new long[] {3, 3})
                .output();
        x = graph.voiced(x, "cond_layer");
        for (int stage = 0; stage < XttsLayout.STRIDES.length; stage++) {
            x = graph.stage(x, stage);
        }
        String wave = layers.graph()
                .node("Conv")
                .inputs(layers.leaky(x, LAST_SLOPE), layers.weight(XttsLayout.VOCODER + "conv_post.weight"))
                .with("pads", new long[] {3, 3})
                .output();
        layers.graph().rename(layers.reshape(layers.op("Tanh", wave), 1, -1), output);
    }

    private String voiced(String x, String layer) {
        return layers.op("Add", x, layers.pointwise(voice, XttsLayout.VOCODER + layer));
    }

    private String stage(String input, int stage) {
        long stride = XttsLayout.STRIDES[stage];
        String layer = XttsLayout.VOCODER + "ups." + stage;
        String x = layers.graph()
                .node("ConvTranspose")
                .inputs(layers.leaky(input, SLOPE), normed(layer), layers.weight(layer + ".bias"))
                .with("strides", new long[] {stride})
                .with("pads", new long[] {stride / 2, stride / 2})
                .output();
        x = voiced(x, "conds." + stage);
        String sum = residual(x, 3 * stage, XttsLayout.KERNELS[0]);
        for (int k = 1; k < XttsLayout.KERNELS.length; k++) {
            sum = layers.op("Add", sum, residual(x, 3 * stage + k, XttsLayout.KERNELS[k]));
        }
        return layers.op("Mul", sum, layers.scalar(1.0 / XttsLayout.KERNELS.length));
    }

    private String residual(String input, int index, int kernel) {
        String x = input;
        for (int i = 0; i < DILATIONS.length; i++) {
            String block = XttsLayout.VOCODER + "resblocks." + index + ".";
            String y = convolution(layers.leaky(x, SLOPE), block + "convs1." + i, kernel, DILATIONS[i]);
            x = layers.op("Add", x, convolution(layers.leaky(y, SLOPE), block + "convs2." + i, kernel, 1));
        }
        return x;
    }

    private String convolution(String x, String layer, int kernel, int dilation) {
        long pad = (long) dilation * (kernel - 1) / 2;
        return layers.graph()
                .node("Conv")
                .inputs(x, normed(layer), layers.weight(layer + ".bias"))
                .with("dilations", new long[] {dilation})
                .with("pads", new long[] {pad, pad})
                .output();
    }

    private String normed(String layer) {
        return layers.constant(
                layer + ".weight",
                () -> layers.weights().normed(layer),
                layers.weights().shape(layer + ".parametrizations.weight.original1"));
    }
}
