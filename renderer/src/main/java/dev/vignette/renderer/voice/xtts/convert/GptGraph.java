package dev.vignette.renderer.voice.xtts.convert;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.Dimension;

/**
 * The transformer (GPT-2's layers, Radford et al. 2019) with its cache: a prompt or one more vector in, the scores of the next audio
 * code and the vector for the vocoder out. Written twice: with the standard's operators, for every engine, and with ONNX Runtime's own
 * ones, of which a third as many have to be started for each code.
 */
abstract class GptGraph {
    private final GraphLayers layers;
    private final XttsSizes sizes;
    private final int heads;

    GptGraph(GraphLayers layers, int heads) {
        this.layers = layers;
        this.sizes = layers.weights().sizes();
        this.heads = heads;
    }

    final GraphLayers layers() {
        return layers;
    }

    final int width() {
        return sizes.width();
    }

    final int heads() {
        return heads;
    }

    final int headSize() {
        return sizes.width() / heads;
    }

    final int depth() {
        return sizes.layers();
    }

    static String name(int block) {
        return XttsLayout.GPT + "h." + block + ".";
    }

    /** {@code [1, L, width]} to the vectors after all blocks and {@code ln_f}, {@code [1, L, width]}. */
    abstract String blocks(String embeds);

    /**
     * @param embeds {@code [1, L, width]}
     * @param logits of the last position, {@code [1, codes]}
     * @param hidden of the last position, {@code [1, width]}
     */
    final void write(String embeds, String logits, String hidden) {
        for (int i = 0; i < depth(); i++) {
            layers.graph().input(past("key", i), ElementType.FLOAT32, cache("past"));
            layers.graph().input(past("value", i), ElementType.FLOAT32, cache("past"));
        }
        String last = layers.graph()
                .node("Gather")
                .inputs(blocks(embeds), layers.graph().longs(layers.graph().freshName("last"), new long[] {-1}))
                .with("axis", 1)
                .output();
        String normed = layers.layerNorm(last, "gpt.final_norm");
        layers.graph().rename(normed, hidden);
        layers.graph().rename(layers.linear(normed, "gpt.mel_head"), logits);
        for (int i = 0; i < depth(); i++) {
            layers.graph().output(present("key", i), ElementType.FLOAT32, cache("total"));
            layers.graph().output(present("value", i), ElementType.FLOAT32, cache("total"));
        }
    }

    static String past(String kind, int block) {
        return "past_" + kind + "_" + block;
    }

    static String present(String kind, int block) {
        return "present_" + kind + "_" + block;
    }

    private Dimension[] cache(String length) {
        return new Dimension[] {Dimension.of(1), Dimension.of(heads), Dimension.named(length), Dimension.of(headSize())
        };
    }

    /** The scores' scale goes into the queries' weights: a multiplication less in each block at every step. */
    final String queriesKeysValuesWeight(String layer) {
        return layers.constant(
                layer + ".weight", () -> scaled(layers.weights().floats(layer + ".weight")), width(), 3L * width());
    }

    final String queriesKeysValuesBias(String layer) {
        return layers.constant(layer + ".bias", () -> scaled(layers.weights().floats(layer + ".bias")), 3L * width());
    }

    private float[] scaled(float[] rows) {
        float scale = (float) (1 / Math.sqrt(headSize()));
        for (int i = 0; i < rows.length; i++) {
            rows[i] *= i % (3 * width()) < width() ? scale : 1;
        }
        return rows;
    }
}
