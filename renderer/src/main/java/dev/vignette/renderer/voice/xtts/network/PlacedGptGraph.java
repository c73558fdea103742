package dev.vignette.renderer.voice.xtts.network;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import java.util.Arrays;

/**
 * The transformer over a number of vectors at once, with a place in its cache for each position that there can be: no shape ever
 * changes, so that a device can record the run. Products and the cache are in the weights' precision, sums, norms and scores in
 * single precision.
 *
 * <p>Takes {@code inputs_embeds} [1, rows, width], {@code start} [1] (the position of the first), {@code last} [1] (which one is
 * asked for, if there are several) and the cache, [1, heads, places, head size] for keys and values of each layer; gives
 * {@code logits} [1, codes] and {@code hidden} [1, width] of that vector and the next cache. Vectors after the last one are padding:
 * what they leave in the cache is overwritten before it is seen.
 */
final class PlacedGptGraph {
    /** Drowns any score and is no infinity, of which a difference would be no number. */
    private static final float HIDDEN = -1e9f;

    private static final float EPSILON = 1e-5f;

    private final GraphBuilder graph;
    private final GptWeights weights;
    private final Shape shape;
    /** 1 where a vector goes to a place, {@code [places, rows]}; not looked at for one vector. */
    private final String goes;
    /** True for places that get one of the vectors. */
    private final String taken;

    private final String mask;

    /**
     * @param rows vectors at a time
     * @param places of the cache
     */
    record Shape(int layers, int heads, int width, int codes, int rows, int places) {
        int headSize() {
            return width / heads;
        }

        Dimension[] cache() {
            return Dimension.all(1, heads, places, headSize());
        }
    }

    private PlacedGptGraph(GraphBuilder graph, GptWeights weights, Shape shape) {
        this.graph = graph;
        this.weights = weights;
        this.shape = shape;
        long rows = shape.rows;
        String place = ints(upTo(shape.places));
        String column = reshape(place, shape.places, 1);
        String positions = rows == 1 ? "start" : op("Add", "start", ints(upTo(rows)));
        String unseen = op("Greater", reshape(place, 1, shape.places), reshape(positions, rows, 1));
        mask = op("Where", unseen, scalar(HIDDEN), scalar(0));
        String same = op("Equal", column, reshape(positions, 1, rows));
        String within =
                op("And", op("GreaterOrEqual", column, "start"), op("Less", column, op("Add", "start", ints(rows))));
        goes = rows == 1 ? same : narrow(cast(same, TensorProto.DataType.FLOAT));
        taken = reshape(rows == 1 ? same : within, 1, 1, shape.places, 1);
    }

    static GraphBuilder of(GptWeights weights, Shape shape) {
        GraphBuilder graph = GraphBuilder.named("XTTS-v2 transformer of " + shape.rows + " vectors");
        ElementType type = weights.type();
        graph.input("inputs_embeds", FLOAT32, Dimension.all(1, shape.rows, shape.width));
        graph.input("start", INT64, Dimension.all(1));
        if (shape.rows > 1) {
            graph.input("last", INT64, Dimension.all(1));
        }
        for (String name : cache(shape.layers)) {
            graph.input("past_" + name, type, shape.cache());
        }
        new PlacedGptGraph(graph, weights, shape).write();
        graph.output("logits", FLOAT32, Dimension.all(1, shape.codes));
        graph.output("hidden", FLOAT32, Dimension.all(1, shape.width));
        for (String name : cache(shape.layers)) {
            graph.output("present_" + name, type, shape.cache());
        }
        return graph;
    }

    /** Names of what is kept of each layer. */
    static String[] cache(int layers) {
        String[] names = new String[2 * layers];
        Arrays.setAll(names, i -> (i % 2 == 0 ? "key_" : "value_") + i / 2);
        return names;
    }

    private void write() {
        String x = reshape("inputs_embeds", shape.rows, shape.width);
        for (int i = 0; i < shape.layers; i++) {
            String block = "gpt.gpt.h." + i + ".";
            x = op("Add", x, wide(rows(attention(narrow(norm(x, block + "ln_1")), i), block + "attn.c_proj")));
            String inner = gelu(wide(rows(narrow(norm(x, block + "ln_2")), block + "mlp.c_fc")));
            x = op("Add", x, wide(rows(narrow(inner), block + "mlp.c_proj")));
        }
        String wanted = shape.rows == 1 ? x : op("Gather", x, "last");
        String hidden = norm(norm(wanted, "gpt.gpt.ln_f"), "gpt.final_norm");
        graph.rename(hidden, "hidden");
        graph.rename(wide(rows(narrow(hidden), "gpt.mel_head")), "logits");
    }

    /** Each position looks at itself and at what is before it. */
    private String attention(String x, int layer) {
        String all = rows(x, "gpt.gpt.h." + layer + ".attn.c_attn");
        String[] parts = split(byHead(all), 3);
        String keys = kept("key_" + layer, parts[1]);
        String values = kept("value_" + layer, parts[2]);
        String scores = op("Add", wide(op("MatMul", parts[0], transposed(keys, 0, 1, 3, 2))), mask);
        String shares =
                narrow(graph.node("Softmax").inputs(scores).with("axis", -1).output());
        String mixed = op("MatMul", shares, values);
        return reshape(shape.rows == 1 ? mixed : transposed(mixed, 0, 2, 1, 3), shape.rows, shape.width);
    }

    /** To [3, heads, rows, head size]: queries, keys and values. */
    private String byHead(String x) {
        if (shape.rows == 1) {
            return reshape(x, 3, shape.heads, 1, shape.headSize());
        }
        return transposed(reshape(x, shape.rows, 3, shape.heads, shape.headSize()), 1, 2, 0, 3);
    }

    /** The cache with what was added, each vector at its place. */
    private String kept(String name, String fresh) {
        String put = shape.rows == 1 ? fresh : op("MatMul", goes, fresh);
        graph.node("Where").inputs(taken, put, "past_" + name).outputs("present_" + name);
        return "present_" + name;
    }

    /** The approximation by tanh that GPT-2 was trained with (Hendrycks and Gimpel 2016). */
    private String gelu(String x) {
        String cube = op("Mul", op("Mul", x, x), x);
        String inner = op("Add", x, op("Mul", cube, scalar(0.044715f)));
        String tanh = op("Tanh", op("Mul", inner, scalar((float) Math.sqrt(2 / Math.PI))));
        return op("Mul", op("Mul", x, scalar(0.5f)), op("Add", tanh, scalar(1)));
    }

    /** Written out, as devices without a layer norm of their own for these types want it. */
    private String norm(String x, String layer) {
        String gain = weights.single(graph, layer + ".weight");
        String bias = weights.single(graph, layer + ".bias");
        String off = op("Sub", x, mean(x));
        String deviation = op("Sqrt", op("Add", mean(op("Mul", off, off)), scalar(EPSILON)));
        return op("Add", op("Mul", op("Div", off, deviation), gain), bias);
    }

    private String mean(String x) {
        return graph.node("ReduceMean")
                .inputs(x)
                .with("axes", new long[] {-1})
                .with("keepdims", 1)
                .output();
    }

    private String rows(String x, String layer) {
        return op("Gemm", x, weights.constant(graph, layer + ".weight"), weights.constant(graph, layer + ".bias"));
    }

    private String[] split(String x, int parts) {
        String[] names = new String[parts];
        Arrays.setAll(names, i -> graph.freshName("part"));
        graph.node("Split").inputs(x, ints(1, 1, 1)).with("axis", 0).outputs(names);
        return names;
    }

    private String narrow(String x) {
        return weights.type() == FLOAT32 ? x : cast(x, TensorProto.DataType.FLOAT16);
    }

    private String wide(String x) {
        return weights.type() == FLOAT32 ? x : cast(x, TensorProto.DataType.FLOAT);
    }

    private String cast(String x, TensorProto.DataType type) {
        return graph.node("Cast").inputs(x).with("to", type.getNumber()).output();
    }

    private String op(String operator, String... inputs) {
        return graph.op(operator, inputs);
    }

    private String reshape(String x, long... sizes) {
        return op("Reshape", x, ints(sizes));
    }

    private String transposed(String x, long... order) {
        return graph.node("Transpose").inputs(x).with("perm", order).output();
    }

    private String ints(long... values) {
        return graph.longs(graph.freshName("ints"), values, values.length);
    }

    private String scalar(float value) {
        return graph.scalar(graph.freshName("value"), value);
    }

    private static long[] upTo(long count) {
        long[] values = new long[(int) count];
        Arrays.setAll(values, i -> i);
        return values;
    }
}
