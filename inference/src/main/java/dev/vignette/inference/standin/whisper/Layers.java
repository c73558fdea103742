package dev.vignette.inference.standin.whisper;

import dev.vignette.inference.graph.GraphBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * The pieces that encoder and decoder are made of, as PyTorch's exporter writes them. Weights go to the outermost graph, each
 * once, so that both branches of a merged decoder share them.
 */
final class Layers {
    private final GraphBuilder outer;
    private final Weights weights;
    private final WhisperShape shape;
    private final boolean quantised;
    private final Map<String, String> constants = new HashMap<>();

    /** @param quantised whether linear layers have weights of eight bits, as the files with {@code _quantized} in their names */
    Layers(GraphBuilder outer, Weights weights, WhisperShape shape, boolean quantised) {
        this.outer = outer;
        this.weights = weights;
        this.shape = shape;
        this.quantised = quantised;
    }

    /** x·W + b. */
    String linear(GraphBuilder graph, String layer, String x, int in, int out, boolean bias) {
        String product = quantised ? integerProduct(graph, layer, x, in, out) : product(graph, layer, x, in, out);
        return bias ? graph.op("Add", product, filled(layer + ".bias", 0, out)) : product;
    }

    private String product(GraphBuilder graph, String layer, String x, int in, int out) {
        return graph.op("MatMul", x, random(layer + ".weight", 1 / Math.sqrt(in), in, out));
    }

    /** As ONNX Runtime's dynamic quantisation writes it. */
    private String integerProduct(GraphBuilder graph, String layer, String x, int in, int out) {
        String values = graph.freshName("quantised");
        String scale = graph.freshName("scale");
        String zero = graph.freshName("zero");
        graph.node("DynamicQuantizeLinear").inputs(x).outputs(values, scale, zero);
        String weight = constants.computeIfAbsent(
                layer + ".weight", name -> outer.constant(weights.randomBytes(name, in, out)));
        // Uniform bytes have a standard deviation of about 73.
        String weightScale = filled(layer + ".scale", 1 / (73 * Math.sqrt(in)));
        String product = graph.op("MatMulInteger", values, weight, zero);
        String real = graph.node("Cast").inputs(product).with("to", 1).output();
        return graph.op("Mul", real, graph.op("Mul", scale, weightScale));
    }

    String norm(GraphBuilder graph, String layer, String x) {
        return graph.node("LayerNormalization")
                .inputs(x, filled(layer + ".weight", 1, shape.width()), filled(layer + ".bias", 0, shape.width()))
                .with("axis", -1)
                .with("epsilon", 1e-5f)
                .output();
    }

    /** x/2 · (1 + erf(x/√2)). */
    String gelu(GraphBuilder graph, String x) {
        String erf = graph.op("Erf", graph.op("Div", x, filled("sqrt2", Math.sqrt(2))));
        String product = graph.op("Mul", x, graph.op("Add", erf, filled("one", 1)));
        return graph.op("Mul", product, filled("half", 0.5));
    }

    String feedForward(GraphBuilder graph, String layer, String x) {
        String inner = gelu(graph, linear(graph, layer + ".fc1", x, shape.width(), shape.inner(), true));
        return linear(graph, layer + ".fc2", inner, shape.inner(), shape.width(), true);
    }

    /** Queries [batch, heads, time, size], scaled. */
    String queries(GraphBuilder graph, String layer, String x) {
        String q = linear(graph, layer + ".q_proj", x, shape.width(), shape.width(), true);
        String scaled = graph.op("Mul", q, filled("scaling", 1 / Math.sqrt(shape.headSize())));
        return heads(graph, scaled);
    }

    String keys(GraphBuilder graph, String layer, String x) {
        return heads(graph, linear(graph, layer + ".k_proj", x, shape.width(), shape.width(), false));
    }

    String values(GraphBuilder graph, String layer, String x) {
        return heads(graph, linear(graph, layer + ".v_proj", x, shape.width(), shape.width(), true));
    }

    private String heads(GraphBuilder graph, String x) {
        String split = graph.op("Reshape", x, longs("split", 0, -1, shape.heads(), shape.headSize()));
        return transpose(graph, split, 0, 2, 1, 3);
    }

    /** @param mask added to the scores; empty for none */
    String attend(GraphBuilder graph, String layer, String q, String k, String v, String mask) {
        String scores = graph.op("MatMul", q, transpose(graph, k, 0, 1, 3, 2));
        String masked = mask.isEmpty() ? scores : graph.op("Add", scores, mask);
        String shares = graph.node("Softmax").inputs(masked).with("axis", -1).output();
        String mixed = transpose(graph, graph.op("MatMul", shares, v), 0, 2, 1, 3);
        String joined = graph.op("Reshape", mixed, longs("join", 0, -1, shape.width()));
        return linear(graph, layer + ".out_proj", joined, shape.width(), shape.width(), true);
    }

    static String transpose(GraphBuilder graph, String x, long... order) {
        return graph.node("Transpose").inputs(x).with("perm", order).output();
    }

    String random(String name, double scale, long... dimensions) {
        return constants.computeIfAbsent(name, n -> outer.constant(weights.random(n, scale, dimensions)));
    }

    String filled(String name, double value, long... dimensions) {
        return constants.computeIfAbsent(name, n -> outer.constant(weights.filled(n, value, dimensions)));
    }

    String rows(String name, float[][] rows) {
        return constants.computeIfAbsent(name, n -> outer.constant(weights.of(n, rows)));
    }

    String longs(String name, long... values) {
        return constants.computeIfAbsent(name, n -> outer.longs(n, values, values.length));
    }
}
