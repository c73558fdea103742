package dev.vignette.renderer.voice.moss.standin;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.GraphWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The pieces that the networks are made of, written into one graph. For one thread. */
final class Blocks extends GraphWriter {
    private final SharedWeights weights;
    private final Set<String> there = new HashSet<>();
    private final Map<String, String> constants = new HashMap<>();

    Blocks(GraphBuilder graph, SharedWeights weights) {
        super(graph);
        this.weights = weights;
    }

    /** A drawn weight, the same in all graphs that share the file. */
    String weight(String name, double spread, long... shape) {
        return once(weights.drawn(name, spread, shape));
    }

    String given(String name, float[] values, long... shape) {
        return once(weights.given(name, values, shape));
    }

    private String once(TensorProto tensor) {
        if (there.add(tensor.getName())) {
            graph().constant(tensor);
        }
        return tensor.getName();
    }

    @Override
    public String scalar(double value) {
        return constants.computeIfAbsent("f" + value, key -> graph().scalar(graph().freshName("s"), (float) value));
    }

    String whole(long value) {
        return constants.computeIfAbsent("i" + value, key -> graph().longs(graph().freshName("n"), new long[] {value}));
    }

    String floats(String x) {
        return cast(x, TensorProto.DataType.FLOAT);
    }

    String longs(String x) {
        return cast(x, TensorProto.DataType.INT64);
    }

    String ints32(String x) {
        return cast(x, TensorProto.DataType.INT32);
    }

    String gather(String x, String index, int axis) {
        return graph().node("Gather").inputs(x, index).with("axis", axis).output();
    }

    /** Size of an axis, {@code [1]}. */
    String size(String x, int axis) {
        return graph().node("Shape")
                .inputs(x)
                .with("start", axis)
                .with("end", axis + 1)
                .output();
    }

    String linear(String x, String layer, int in, int out) {
        String product = op("MatMul", x, weight(layer + ".weight", 1 / Math.sqrt(in), in, out));
        return op("Add", product, weight(layer + ".bias", 0.01, out));
    }

    String norm(String x, String layer, int width) {
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        return graph().node("LayerNormalization")
                .inputs(x, given(layer + ".weight", ones, width), given(layer + ".bias", new float[width], width))
                .with("axis", -1)
                .output();
    }

    /** GPT-2's approximation by tanh. */
    String gelu(String x) {
        String cube = op("Mul", op("Mul", x, x), x);
        String inner = op("Add", x, op("Mul", cube, scalar(0.044715)));
        String tanh = op("Tanh", op("Mul", inner, scalar(Math.sqrt(2 / Math.PI))));
        return op("Mul", op("Mul", x, scalar(0.5)), op("Add", tanh, scalar(1)));
    }

    String feedForward(String x, String layer, int width) {
        String inner = linear(norm(x, layer + ".ln_2", width), layer + ".mlp.c_fc", width, 4 * width);
        return op("Add", x, linear(gelu(inner), layer + ".mlp.c_proj", 4 * width, width));
    }

    /** Attention of {@code [1, T, heads, size]} to keys and values of that form; {@code mask} is added, empty for none. */
    String attend(String q, String k, String v, String mask, int heads, int size) {
        String scores = op(
                "Mul", op("MatMul", transpose(q, 0, 2, 1, 3), transpose(k, 0, 2, 3, 1)), scalar(1 / Math.sqrt(size)));
        String masked = mask.isEmpty() ? scores : op("Add", scores, mask);
        String mixed = op("MatMul", softmax(masked), transpose(v, 0, 2, 1, 3));
        return reshape(transpose(mixed, 0, 2, 1, 3), 1, -1, (long) heads * size);
    }

    /** Adds -1e9 where a truth is false. */
    String mask(String allowed) {
        return op("Where", allowed, scalar(0), scalar(-1e9));
    }

    /** 0, 1, … to the size of an axis. */
    String positions(String x, int axis) {
        return op("Range", whole(0), op("Squeeze", size(x, axis)), whole(1));
    }

    /** Which of {@code T} positions may look at which, {@code [T, T]}: those up to their own. */
    String causal(String positions) {
        return op("GreaterOrEqual", op("Unsqueeze", positions, ints(1)), op("Unsqueeze", positions, ints(0)));
    }
}
