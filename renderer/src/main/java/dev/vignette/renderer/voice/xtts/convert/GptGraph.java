package dev.vignette.renderer.voice.xtts.convert;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.Dimension;

/**
 * The transformer (GPT-2's layers, Radford et al. 2019) with its cache: a prompt or one more vector in, the scores of the next
 * audio code and the vector for the vocoder out.
 */
final class GptGraph {
    private final GraphLayers layers;
    private final XttsSizes sizes;
    private final int heads;
    private final int headSize;
    private final String mask;

    private GptGraph(GraphLayers layers, int heads, String embeds) {
        this.layers = layers;
        this.sizes = layers.weights().sizes();
        this.heads = heads;
        this.headSize = sizes.width() / heads;
        for (int i = 0; i < sizes.layers(); i++) {
            for (String kind : new String[] {"key", "value"}) {
                layers.graph()
                        .input(
                                "past_" + kind + "_" + i,
                                ElementType.FLOAT32,
                                Dimension.of(1),
                                Dimension.of(heads),
                                Dimension.named("past"),
                                Dimension.of(headSize));
            }
        }
        this.mask = mask(embeds);
    }

    /**
     * @param embeds {@code [1, L, width]}
     * @param logits of the last position, {@code [1, codes]}
     * @param hidden of the last position, {@code [1, width]}
     */
    static void write(GraphLayers layers, int heads, String embeds, String logits, String hidden) {
        GptGraph graph = new GptGraph(layers, heads, embeds);
        String x = embeds;
        for (int i = 0; i < graph.sizes.layers(); i++) {
            x = graph.block(x, i);
        }
        String last = layers.graph()
                .node("Gather")
                .inputs(x, layers.graph().longs(layers.graph().freshName("last"), new long[] {-1}))
                .with("axis", 1)
                .output();
        String normed = layers.layerNorm(layers.layerNorm(last, XttsLayout.GPT + "ln_f"), "gpt.final_norm");
        layers.graph().rename(normed, hidden);
        layers.graph().rename(layers.linear(normed, "gpt.mel_head"), logits);
    }

    /** Zero where a position may look, {@code [L, past + L]}: at itself and what is before it. */
    private String mask(String embeds) {
        String past = size("past_key_0", 2);
        String total = layers.op("Add", past, size(embeds, 1));
        String zero = layers.graph().longs(layers.graph().freshName("zero"), new long[] {0});
        String one = layers.graph().longs(layers.graph().freshName("one"), new long[] {1});
        String rows = layers.op("Unsqueeze", layers.op("Range", past, total, one), layers.ints(1));
        String columns = layers.op("Unsqueeze", layers.op("Range", zero, total, one), layers.ints(0));
        return layers.op("Where", layers.op("LessOrEqual", columns, rows), layers.scalar(0), layers.scalar(-1e9));
    }

    private String size(String x, long dimension) {
        String index = layers.graph().longs(layers.graph().freshName("index"), new long[] {dimension});
        return layers.graph()
                .node("Gather")
                .inputs(layers.op("Shape", x), index)
                .with("axis", 0)
                .output();
    }

    private String block(String x, int i) {
        String block = XttsLayout.GPT + "h." + i + ".";
        String attended = layers.op("Add", x, attention(layers.layerNorm(x, block + "ln_1"), block + "attn.", i));
        String inner =
                layers.gelu(layers.linearInOut(layers.layerNorm(attended, block + "ln_2"), block + "mlp.c_fc"), true);
        return layers.op("Add", attended, layers.linearInOut(inner, block + "mlp.c_proj"));
    }

    private String attention(String x, String layer, int i) {
        String[] qkv = layers.split(queriesKeysValues(x, layer + "c_attn"), -1, 3);
        String keys = cached("key", i, heads(qkv[1]));
        String values = cached("value", i, heads(qkv[2]));
        String scores = layers.op("MatMul", heads(qkv[0]), layers.transpose(keys, 0, 1, 3, 2));
        String shares = layers.softmax(layers.op("Add", scores, mask), -1);
        String mixed = layers.transpose(layers.op("MatMul", shares, values), 0, 2, 1, 3);
        return layers.linearInOut(layers.reshape(mixed, 1, -1, sizes.width()), layer + "c_proj");
    }

    /** The scores' scale goes into the queries' weights: a multiplication less in each layer at every step. */
    private String queriesKeysValues(String x, String layer) {
        int width = sizes.width();
        float scale = (float) (1 / Math.sqrt(headSize));
        float[] weight = layers.weights().floats(layer + ".weight");
        float[] bias = layers.weights().floats(layer + ".bias");
        for (int row = 0; row < width; row++) {
            for (int column = 0; column < width; column++) {
                weight[row * 3 * width + column] *= scale;
            }
        }
        for (int column = 0; column < width; column++) {
            bias[column] *= scale;
        }
        String product = layers.op("MatMul", x, layers.constant(layer + ".weight", weight, width, 3L * width));
        return layers.op("Add", product, layers.constant(layer + ".bias", bias, 3L * width));
    }

    private String heads(String x) {
        return layers.transpose(layers.reshape(x, 1, -1, heads, headSize), 0, 2, 1, 3);
    }

    private String cached(String kind, int i, String fresh) {
        String present = "present_" + kind + "_" + i;
        layers.graph()
                .node("Concat")
                .inputs("past_" + kind + "_" + i, fresh)
                .with("axis", 2)
                .outputs(present);
        layers.graph()
                .output(
                        present,
                        ElementType.FLOAT32,
                        Dimension.of(1),
                        Dimension.of(heads),
                        Dimension.named("total"),
                        Dimension.of(headSize));
        return present;
    }
}
