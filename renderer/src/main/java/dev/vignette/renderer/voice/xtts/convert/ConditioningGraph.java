package dev.vignette.renderer.voice.xtts.convert;

import java.util.Arrays;

/** Spectra of a person's speech to the vectors that condition the transformer: attention blocks and a perceiver. */
final class ConditioningGraph {
    private static final int GROUPS = 32;
    private static final int PERCEIVER_HEADS = 8;

    private final GraphLayers layers;
    private final XttsSizes sizes;
    private final int heads;

    private ConditioningGraph(GraphLayers layers, int heads) {
        this.layers = layers;
        this.sizes = layers.weights().sizes();
        this.heads = heads;
    }

    /**
     * @param mel {@code [1, bands, T]}: logarithms over the checkpoint's {@code mel_stats}
     * @param output {@code [1, latents, width]}
     */
    static void write(GraphLayers layers, int heads, String mel, String output) {
        ConditioningGraph graph = new ConditioningGraph(layers, heads);
        graph.layers.graph().rename(graph.resampled(graph.encoded(mel)), output);
    }

    private String encoded(String mel) {
        String x = layers.pointwise(mel, XttsLayout.ENCODER + "init");
        for (int i = 0; i < sizes.encoderBlocks(); i++) {
            String block = XttsLayout.ENCODER + "attn." + i + ".";
            String y = groupNorm(x, block + "norm");
            // What is added is the normed input, not the input.
            x = layers.op("Add", y, layers.pointwise(attended(layers.pointwise(y, block + "qkv")), block + "proj_out"));
        }
        return layers.transpose(x, 0, 2, 1);
    }

    private String groupNorm(String x, String layer) {
        float[] ones = new float[GROUPS];
        Arrays.fill(ones, 1);
        String grouped = layers.graph()
                .node("InstanceNormalization")
                .inputs(
                        layers.reshape(x, 1, GROUPS, -1),
                        layers.graph().floats(layers.graph().freshName("ones"), ones, GROUPS),
                        layers.graph().floats(layers.graph().freshName("zeros"), new float[GROUPS], GROUPS))
                .with("epsilon", 1e-5f)
                .output();
        String normed = layers.reshape(grouped, 1, sizes.width(), -1);
        return layers.op(
                "Add",
                layers.op("Mul", normed, layers.weight(layer + ".weight", sizes.width(), 1)),
                layers.weight(layer + ".bias", sizes.width(), 1));
    }

    /** Channels are grouped by head first: queries, keys and values of the first, then of the second. */
    private String attended(String qkv) {
        int size = sizes.width() / heads;
        String[] parts = layers.split(layers.reshape(qkv, heads, 3L * size, -1), 1, 3);
        String scores = layers.op("MatMul", layers.transpose(parts[0], 0, 2, 1), parts[1]);
        String shares = layers.softmax(layers.op("Mul", scores, layers.scalar(1 / Math.sqrt(size))), -1);
        String mixed = layers.op("MatMul", parts[2], layers.transpose(shares, 0, 2, 1));
        return layers.reshape(mixed, 1, sizes.width(), -1);
    }

    private String resampled(String sequence) {
        String z = layers.weight(XttsLayout.PERCEIVER + "latents", 1, sizes.latents(), sizes.width());
        for (int i = 0; i < sizes.perceiverLayers(); i++) {
            String block = XttsLayout.PERCEIVER + "layers." + i + ".";
            z = layers.op("Add", z, crossed(z, sequence, block + "0."));
            String[] halves = layers.split(layers.linear(z, block + "1.0"), -1, 2);
            String gated = layers.op("Mul", halves[0], layers.gelu(halves[1], false));
            z = layers.op("Add", z, layers.linear(gated, block + "1.2"));
        }
        String length = layers.graph()
                .node("ReduceL2")
                .inputs(z, layers.ints(2))
                .with("keepdims", 1)
                .output();
        String unit = layers.op("Div", z, layers.op("Max", length, layers.scalar(1e-12)));
        String scaled = layers.op("Mul", unit, layers.scalar(Math.sqrt(sizes.width())));
        return layers.op("Mul", scaled, layers.weight(XttsLayout.PERCEIVER + "norm.gamma"));
    }

    private String crossed(String z, String sequence, String layer) {
        int size = sizes.perceiverWidth() / PERCEIVER_HEADS;
        String q = heads(layers.matrix(z, layer + "to_q.weight"), size, 0, 2, 1, 3);
        String[] kv = layers.split(layers.matrix(layers.concat(1, z, sequence), layer + "to_kv.weight"), -1, 2);
        String scores = layers.op("MatMul", q, heads(kv[0], size, 0, 2, 3, 1));
        String shares = layers.softmax(layers.op("Mul", scores, layers.scalar(1 / Math.sqrt(size))), -1);
        String mixed = layers.transpose(layers.op("MatMul", shares, heads(kv[1], size, 0, 2, 1, 3)), 0, 2, 1, 3);
        return layers.matrix(layers.reshape(mixed, 1, -1, sizes.perceiverWidth()), layer + "to_out.weight");
    }

    private String heads(String x, int size, long... order) {
        return layers.transpose(layers.reshape(x, 1, -1, PERCEIVER_HEADS, size), order);
    }
}
