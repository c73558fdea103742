package dev.vignette.renderer.voice.qwen.graph;

import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The layers that talker and predictor are made of: Qwen3's, with norms on the heads of queries and keys. Hidden states are
 * [rows, width] in single precision; keys and values [heads of keys, rows, head size] in the weights' precision.
 */
final class DecoderLayers {
    private final Steps steps;
    private final DecoderShape shape;
    private final String stack;

    DecoderLayers(Steps steps, DecoderShape shape, String stack) {
        this.steps = steps;
        this.shape = shape;
        this.stack = stack;
    }

    /**
     * Heads of one layer.
     *
     * @param queries [heads of keys, heads that share one × rows, head size], scaled
     */
    record Heads(String queries, String keys, String values) {}

    /** Heads of {@code rows} hidden states at the positions of {@code cosines} and {@code sines}, [rows, 1, head size]. */
    Heads heads(int layer, String hidden, int rows, String cosines, String sines) {
        String name = Checkpoint.layer(stack, layer);
        int size = shape.headSize();
        String normed = steps.norm(hidden, name + ".input_layernorm.weight", shape.epsilon());
        String all = steps.product(
                steps.narrow(normed),
                steps.constants()
                        .stacked(
                                name + ".self_attn.qkv",
                                name + ".self_attn.q_proj.weight",
                                name + ".self_attn.k_proj.weight",
                                name + ".self_attn.v_proj.weight"));
        String[] parts = steps.split(all, 1, shape.queries() + shape.keys(), shape.keys());
        int turned = shape.heads() + shape.keyValueHeads();
        String both = steps.unit(steps.wide(steps.reshape(parts[0], rows, turned, size)), shape.epsilon());
        both = steps.op("Mul", both, steps.floats(headNorms(name), turned, size));
        String[] halves = steps.split(both, 2, size / 2, size / 2);
        String swapped = steps.concat(2, halves[1], halves[0]);
        both = steps.op("Add", steps.op("Mul", both, cosines), steps.op("Mul", swapped, sines));
        String[] heads = steps.split(steps.narrow(both), 1, shape.heads(), shape.keyValueHeads());
        return new Heads(
                grouped(heads[0], rows),
                byHead(heads[1], rows),
                byHead(steps.reshape(parts[1], rows, shape.keyValueHeads(), size), rows));
    }

    /** The norms' weights of all heads; those of the queries with the scale of attention in them. */
    private float[] headNorms(String name) {
        float[] queries = steps.constants().floats(name + ".self_attn.q_norm.weight");
        float[] keys = steps.constants().floats(name + ".self_attn.k_norm.weight");
        int size = shape.headSize();
        float[] all = new float[(shape.heads() + shape.keyValueHeads()) * size];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < shape.queries() ? (float) (queries[i % size] / Math.sqrt(size)) : keys[i % size];
        }
        return all;
    }

    private String grouped(String queries, int rows) {
        int group = shape.group();
        if (rows == 1) {
            return steps.reshape(queries, shape.keyValueHeads(), group, shape.headSize());
        }
        String split = steps.reshape(queries, rows, shape.keyValueHeads(), group, shape.headSize());
        return steps.reshape(
                steps.transpose(split, 1, 2, 0, 3), shape.keyValueHeads(), (long) group * rows, shape.headSize());
    }

    private String byHead(String x, int rows) {
        return rows == 1 ? steps.reshape(x, shape.keyValueHeads(), 1, shape.headSize()) : steps.transpose(x, 1, 0, 2);
    }

    /**
     * The rest of a layer.
     *
     * @param keys of all positions that there are
     * @param mask added to the scores, [heads that share one × rows, positions]; null where all is seen
     */
    String finish(
            int layer, String hidden, int rows, String queries, String keys, String values, @Nullable String mask) {
        String name = Checkpoint.layer(stack, layer);
        String scores = steps.wide(steps.op("MatMul", queries, steps.transpose(keys, 0, 2, 1)));
        String shares = steps.softmax(mask == null ? scores : steps.op("Add", scores, mask));
        String mixed = steps.op("MatMul", steps.narrow(shares), values);
        if (rows > 1) {
            mixed = steps.transpose(
                    steps.reshape(mixed, shape.keyValueHeads(), shape.group(), rows, shape.headSize()), 2, 0, 1, 3);
        }
        String joined = steps.reshape(mixed, rows, shape.queries());
        String heard = steps.product(joined, steps.constants().of(name + ".self_attn.o_proj.weight"));
        String x = steps.op("Add", hidden, steps.wide(heard));
        String normed = steps.narrow(steps.norm(x, name + ".post_attention_layernorm.weight", shape.epsilon()));
        String[] inner = steps.split(
                steps.product(
                        normed,
                        steps.constants()
                                .stacked(
                                        name + ".mlp.gate_up",
                                        name + ".mlp.gate_proj.weight",
                                        name + ".mlp.up_proj.weight")),
                1,
                shape.inner(),
                shape.inner());
        String product = steps.op("Mul", steps.silu(inner[0]), inner[1]);
        String down = steps.product(product, steps.constants().of(name + ".mlp.down_proj.weight"));
        return steps.op("Add", x, steps.wide(down));
    }

    String last(String hidden) {
        return steps.norm(hidden, stack + ".norm.weight", shape.epsilon());
    }

    /** What each of {@code rows} may not see of the others, for all heads that share one. */
    static float[] causal(int group, int rows, float hidden) {
        float[] mask = new float[group * rows * rows];
        for (int i = 0; i < group * rows; i++) {
            Arrays.fill(mask, i * rows + i % rows + 1, (i + 1) * rows, hidden);
        }
        return mask;
    }
}
