package dev.vignette.renderer.voice.xtts.convert;

/** The transformer with the standard's operators. */
final class StandardGptGraph extends GptGraph {
    private final GraphLayers layers;

    StandardGptGraph(GraphLayers layers, int heads) {
        super(layers, heads);
        this.layers = layers;
    }

    @Override
    String blocks(String embeds) {
        String mask = mask(embeds);
        String x = layers.reshape(embeds, -1, width());
        for (int i = 0; i < depth(); i++) {
            String block = name(i);
            String normed = layers.layerNorm(x, block + "ln_1");
            String attended = layers.op("Add", x, layers.rows(attention(normed, mask, i), block + "attn.c_proj"));
            String inner =
                    layers.gelu(layers.rows(layers.layerNorm(attended, block + "ln_2"), block + "mlp.c_fc"), true);
            x = layers.op("Add", attended, layers.rows(inner, block + "mlp.c_proj"));
        }
        return layers.reshape(layers.layerNorm(x, XttsLayout.GPT + "ln_f"), 1, -1, width());
    }

    /** Zero where a position may look, {@code [L, past + L]}: at itself and what is before it. */
    private String mask(String embeds) {
        String past = size(past("key", 0), 2);
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

    private String attention(String x, String mask, int i) {
        String layer = name(i) + "attn.c_attn";
        String rows = layers.op("Gemm", x, queriesKeysValuesWeight(layer), queriesKeysValuesBias(layer));
        // To [3, heads, L, head size]: the first axis is then the batch of one that the cache has.
        String[] parts =
                layers.split(layers.transpose(layers.reshape(rows, -1, 3, heads(), headSize()), 1, 2, 0, 3), 0, 3);
        String keys = cached("key", i, parts[1]);
        String values = cached("value", i, parts[2]);
        String scores = layers.op("MatMul", parts[0], layers.transpose(keys, 0, 1, 3, 2));
        String shares = layers.softmax(layers.op("Add", scores, mask), -1);
        return layers.reshape(layers.transpose(layers.op("MatMul", shares, values), 0, 2, 1, 3), -1, width());
    }

    private String cached(String kind, int i, String fresh) {
        layers.graph()
                .node("Concat")
                .inputs(past(kind, i), fresh)
                .with("axis", 2)
                .outputs(present(kind, i));
        return present(kind, i);
    }
}
