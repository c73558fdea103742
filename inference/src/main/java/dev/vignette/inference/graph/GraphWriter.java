package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.TensorProto;

/**
 * The operators that nearly every network is written with, as methods; each adds nodes to the graph and returns the name of
 * what they compute. Whoever makes layers extends it by where their weights come from. For one thread.
 *
 * @see <a href="https://onnx.ai/onnx/operators/">ONNX operators</a>
 */
public abstract class GraphWriter {
    private final GraphBuilder graph;

    protected GraphWriter(GraphBuilder graph) {
        this.graph = graph;
    }

    public final GraphBuilder graph() {
        return graph;
    }

    /** A constant of one FLOAT32 without dimensions. */
    public String scalar(double value) {
        return graph.scalar(graph.freshName("s"), (float) value);
    }

    /** A constant vector of INT64. */
    public String ints(long... values) {
        return graph.longs(graph.freshName("i"), values, values.length);
    }

    public final String op(String operator, String... inputs) {
        return graph.op(operator, inputs);
    }

    public final String reshape(String x, long... shape) {
        return op("Reshape", x, ints(shape));
    }

    public final String transpose(String x, long... order) {
        return graph.node("Transpose").inputs(x).with("perm", order).output();
    }

    public final String concat(int axis, String... parts) {
        return graph.node("Concat").inputs(parts).with("axis", axis).output();
    }

    /** What lies from {@code from} to before {@code to} along an axis. */
    public final String slice(String x, int axis, long from, long to) {
        return op("Slice", x, ints(from), ints(to), ints(axis));
    }

    public final String cast(String x, TensorProto.DataType type) {
        return graph.node("Cast").inputs(x).with("to", type.getNumber()).output();
    }

    /** The sum along an axis, which is gone from the result. */
    public final String sum(String x, int axis) {
        return graph.node("ReduceSum").inputs(x, ints(axis)).with("keepdims", 0).output();
    }

    public final String softmax(String x, int axis) {
        return graph.node("Softmax").inputs(x).with("axis", axis).output();
    }

    /** Over the last axis. */
    public final String softmax(String x) {
        return softmax(x, -1);
    }

    public final String silu(String x) {
        return op("Mul", x, op("Sigmoid", x));
    }
}
