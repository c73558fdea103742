package dev.vignette.renderer.voice.xtts.convert;

/**
 * The transformer with ONNX Runtime's own operators: attention with its cache, and sums with their norm, in one each.
 *
 * @see <a href="https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md">ONNX Runtime, contributed operators</a>
 */
final class OnnxRuntimeGptGraph extends GptGraph {
    private static final String DOMAIN = "com.microsoft";

    private final GraphLayers layers;

    OnnxRuntimeGptGraph(GraphLayers layers, int heads) {
        super(layers, heads);
        this.layers = layers;
        layers.graph().opset(DOMAIN, 1);
    }

    @Override
    String blocks(String embeds) {
        String x = embeds;
        String normed = layers.layerNorm(embeds, name(0) + "ln_1");
        for (int i = 0; i < depth(); i++) {
            String block = name(i);
            String attended = product(attention(normed, i), block + "attn.c_proj");
            String[] middle = summed(attended, x, block + "attn.c_proj", block + "ln_2");
            String inner = layers.graph()
                    .node("FastGelu")
                    .domain(DOMAIN)
                    .inputs(product(middle[0], block + "mlp.c_fc"), layers.weight(block + "mlp.c_fc.bias"))
                    .output();
            String next = i + 1 < depth() ? name(i + 1) + "ln_1" : XttsLayout.GPT + "ln_f";
            String[] end = summed(product(inner, block + "mlp.c_proj"), middle[1], block + "mlp.c_proj", next);
            normed = end[0];
            x = end[1];
        }
        return normed;
    }

    private String product(String x, String layer) {
        return layers.op("MatMul", x, layers.weight(layer + ".weight"));
    }

    /** The sum of a layer's product, its bias and what goes past it: normed, and as it is. */
    private String[] summed(String product, String past, String layer, String norm) {
        String normed = layers.graph().freshName("normed");
        String sum = layers.graph().freshName("sum");
        layers.graph()
                .node("SkipLayerNormalization")
                .domain(DOMAIN)
                .inputs(
                        product,
                        past,
                        layers.weight(norm + ".weight"),
                        layers.weight(norm + ".bias"),
                        layers.weight(layer + ".bias"))
                .with("epsilon", GraphLayers.EPSILON)
                .outputs(normed, "", "", sum);
        return new String[] {normed, sum};
    }

    private String attention(String x, int i) {
        String layer = name(i) + "attn.c_attn";
        String[] parts = layers.split(layers.op("MatMul", x, queriesKeysValuesWeight(layer)), -1, 3);
        String mixed = layers.graph().freshName("mixed");
        layers.graph()
                .node("MultiHeadAttention")
                .domain(DOMAIN)
                .inputs(
                        parts[0],
                        parts[1],
                        parts[2],
                        queriesKeysValuesBias(layer),
                        "",
                        "",
                        past("key", i),
                        past("value", i))
                .with("num_heads", heads())
                .with("unidirectional", 1)
                .with("scale", 1f)
                .outputs(mixed, present("key", i), present("value", i));
        return mixed;
    }
}
