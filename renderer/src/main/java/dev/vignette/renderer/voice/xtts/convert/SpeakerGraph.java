package dev.vignette.renderer.voice.xtts.convert;

/**
 * Spectra of a person's speech to one vector of how they sound: a ResNet with squeeze and excitation, and statistics over time
 * weighed by attention (Heo et al. 2020, H/ASP).
 */
final class SpeakerGraph {
    private final GraphLayers layers;
    private final XttsSizes sizes;

    private SpeakerGraph(GraphLayers layers) {
        this.layers = layers;
        this.sizes = layers.weights().sizes();
    }

    /**
     * @param mel {@code [1, 64, T]}: logarithms, each band normed over time
     * @param output {@code [1, voice width]}, of length one
     */
    static void write(GraphLayers layers, String mel, String output) {
        SpeakerGraph graph = new SpeakerGraph(layers);
        String vector = layers.graph()
                .node("Gemm")
                .inputs(
                        graph.statistics(graph.convolved(mel)),
                        layers.weight(XttsLayout.SPEAKER + "fc.weight"),
                        layers.weight(XttsLayout.SPEAKER + "fc.bias"))
                .with("transB", 1)
                .output();
        layers.graph()
                .node("LpNormalization")
                .inputs(vector)
                .with("axis", 1)
                .with("p", 2)
                .outputs(output);
    }

    private String convolved(String mel) {
        String image = layers.op("Unsqueeze", mel, layers.ints(1));
        String stem = layers.graph()
                .node("Conv")
                .inputs(
                        image,
                        layers.weight(XttsLayout.SPEAKER + "conv1.weight"),
                        layers.weight(XttsLayout.SPEAKER + "conv1.bias"))
                .with("pads", new long[] {1, 1, 1, 1})
                .output();
        String x = layers.batchNorm(layers.op("Relu", stem), XttsLayout.SPEAKER + "bn1");
        for (int stage = 0; stage < 4; stage++) {
            for (int b = 0; b < sizes.speakerBlocks().get(stage); b++) {
                x = block(x, XttsLayout.SPEAKER + "layer" + (stage + 1) + "." + b + ".", stage > 0 && b == 0);
            }
        }
        int flat = sizes.speakerChannels().getLast() * XttsSizes.SPEAKER_ROWS;
        return layers.reshape(x, 1, flat, -1);
    }

    private String block(String x, String block, boolean halves) {
        long stride = halves ? 2 : 1;
        String y =
                layers.batchNorm(layers.op("Relu", convolution(x, block + "conv1.weight", stride, 1)), block + "bn1");
        y = layers.batchNorm(convolution(y, block + "conv2.weight", 1, 1), block + "bn2");
        String shortcut = halves
                ? layers.batchNorm(convolution(x, block + "downsample.0.weight", 2, 0), block + "downsample.1")
                : x;
        return layers.op("Relu", layers.op("Add", excited(y, block + "se.fc."), shortcut));
    }

    private String convolution(String x, String weight, long stride, long pad) {
        return layers.graph()
                .node("Conv")
                .inputs(x, layers.weight(weight))
                .with("strides", new long[] {stride, stride})
                .with("pads", new long[] {pad, pad, pad, pad})
                .output();
    }

    /** Linear layers on one value a channel are convolutions with a kernel of one. */
    private String excited(String x, String layer) {
        String mean = layers.op("GlobalAveragePool", x);
        String inner = layers.op("Relu", pixel(mean, layer + "0"));
        return layers.op("Mul", x, layers.op("Sigmoid", pixel(inner, layer + "2")));
    }

    private String pixel(String x, String layer) {
        long[] shape = layers.weights().shape(layer + ".weight");
        return layers.op(
                "Conv", x, layers.weight(layer + ".weight", shape[0], shape[1], 1, 1), layers.weight(layer + ".bias"));
    }

    /** Mean and deviation over time, weighed by attention. */
    private String statistics(String x) {
        String inner = layers.op("Relu", layers.pointwise(x, XttsLayout.SPEAKER + "attention.0"));
        String normed = layers.batchNorm(inner, XttsLayout.SPEAKER + "attention.2");
        String shares = layers.softmax(layers.pointwise(normed, XttsLayout.SPEAKER + "attention.3"), 2);
        String weighed = layers.op("Mul", shares, x);
        String mean = layers.sum(weighed, 2);
        String square = layers.sum(layers.op("Mul", weighed, x), 2);
        String variance = layers.op("Sub", square, layers.op("Mul", mean, mean));
        return layers.concat(1, mean, layers.op("Sqrt", layers.op("Max", variance, layers.scalar(1e-5))));
    }
}
