package dev.vignette.renderer.voice.qwen.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.GraphWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes arithmetic into a graph: products in the weights' precision, everything else in single precision. For one thread.
 */
final class Steps extends GraphWriter {
    private final Constants constants;
    private final Set<String> there = new HashSet<>();

    Steps(GraphBuilder graph, Constants constants) {
        super(graph);
        this.constants = constants;
    }

    Constants constants() {
        return constants;
    }

    /** A constant that several graphs may share. */
    String constant(TensorProto tensor) {
        if (there.add(tensor.getName())) {
            graph().constant(tensor);
        }
        return tensor.getName();
    }

    String floats(float[] values, long... shape) {
        return graph().floats(graph().freshName("c"), values, shape);
    }

    @Override
    public String scalar(double value) {
        String name = "value_" + Float.toString((float) value).replace('-', 'm').replace('.', '_');
        return there.add(name) ? graph().scalar(name, (float) value) : name;
    }

    @Override
    public String ints(long... values) {
        String name = "ints_"
                + Arrays.toString(values)
                        .replaceAll("[\\[\\] ]", "")
                        .replace(',', '_')
                        .replace('-', 'm');
        return there.add(name) ? graph().longs(name, values, values.length) : name;
    }

    String[] split(String x, int axis, long... sizes) {
        String[] parts = new String[sizes.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = graph().freshName("part");
        }
        graph().node("Split").inputs(x, ints(sizes)).with("axis", axis).outputs(parts);
        return parts;
    }

    /** In the weights' precision. */
    String narrow(String x) {
        return constants.type() == ElementType.FLOAT32 ? x : cast(x, TensorProto.DataType.FLOAT16);
    }

    /** In single precision. */
    String wide(String x) {
        return constants.type() == ElementType.FLOAT32 ? x : cast(x, TensorProto.DataType.FLOAT);
    }

    /** x·Wᵀ for rows in the weights' precision, which the result has too. */
    String product(String x, TensorProto weight) {
        return graph().node("Gemm")
                .inputs(x, constant(weight))
                .with("transB", 1)
                .output();
    }

    /** x·Wᵀ + b, in single precision. */
    String linear(String x, String layer) {
        String bias = floats(constants.floats(layer + ".bias"), constants.floats(layer + ".bias").length);
        return op("Add", wide(product(narrow(x), constants.of(layer + ".weight"))), bias);
    }

    /** Over the last axis, without a weight. */
    String unit(String x, double epsilon) {
        String mean = graph().node("ReduceMean")
                .inputs(op("Pow", x, scalar(2)))
                .with("axes", new long[] {-1})
                .with("keepdims", 1)
                .output();
        return op("Div", x, op("Sqrt", op("Add", mean, scalar((float) epsilon))));
    }

    /** RMS norm (Zhang and Sennrich 2019) over the last axis. */
    String norm(String x, String weight, double epsilon) {
        float[] values = constants.floats(weight);
        String name = weight + ".single";
        if (there.add(name)) {
            graph().floats(name, values, values.length);
        }
        return op("Mul", unit(x, epsilon), name);
    }
}
