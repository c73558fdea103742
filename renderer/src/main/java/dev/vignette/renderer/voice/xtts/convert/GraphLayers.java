package dev.vignette.renderer.voice.xtts.convert;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.GraphWriter;
import dev.vignette.inference.graph.WeightsFile;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The layers that the networks are made of, with a checkpoint's weights written beside the graph. Used by one thread. */
final class GraphLayers extends GraphWriter {
    static final float EPSILON = 1e-5f;

    private final WeightsFile file;
    private final XttsWeights weights;
    private final LongConsumer written;
    private final Map<String, TensorProto> places;

    /** @param written told how many numbers each weight has, when it is written */
    GraphLayers(GraphBuilder graph, WeightsFile file, XttsWeights weights, LongConsumer written) {
        this(graph, file, weights, written, new HashMap<>());
    }

    private GraphLayers(
            GraphBuilder graph,
            WeightsFile file,
            XttsWeights weights,
            LongConsumer written,
            Map<String, TensorProto> places) {
        super(graph);
        this.file = file;
        this.weights = weights;
        this.written = written;
        this.places = places;
    }

    /** For another graph that uses the weights which this one has written. */
    GraphLayers sharing(GraphBuilder other) {
        return new GraphLayers(other, file, weights, written, places);
    }

    XttsWeights weights() {
        return weights;
    }

    /** A weight as the checkpoint has it. */
    String weight(String name) {
        return constant(name, () -> weights.floats(name), weights.shape(name));
    }

    /** A weight as the checkpoint has it, in another shape. */
    String weight(String name, long... shape) {
        return constant(name, () -> weights.floats(name), shape);
    }

    /** @param values asked for unless the weight has been written for another graph */
    String constant(String name, Supplier<float[]> values, long... shape) {
        TensorProto place = places.get(name);
        if (place == null) {
            float[] numbers = values.get();
            place = file.floats(name, numbers, shape);
            places.put(name, place);
            written.accept(numbers.length);
        }
        return graph().constant(place);
    }

    /** Equal parts along an axis. */
    String[] split(String x, int axis, int parts) {
        String[] names = new String[parts];
        for (int i = 0; i < parts; i++) {
            names[i] = graph().freshName("part");
        }
        graph().node("Split")
                .inputs(x)
                .with("axis", axis)
                .with("num_outputs", parts)
                .outputs(names);
        return names;
    }

    /** A layer over the last axis that is stored as outputs × inputs. */
    String linear(String x, String layer) {
        return op("Add", matrix(x, layer + ".weight"), weight(layer + ".bias"));
    }

    String matrix(String x, String weight) {
        long[] shape = weights.shape(weight);
        return op("MatMul", x, constant(weight, () -> weights.transposed(weight), shape[1], shape[0]));
    }

    /** A layer over rows that is stored as inputs × outputs. */
    String rows(String x, String layer) {
        return op("Gemm", x, weight(layer + ".weight"), weight(layer + ".bias"));
    }

    String layerNorm(String x, String layer) {
        return graph().node("LayerNormalization")
                .inputs(x, weight(layer + ".weight"), weight(layer + ".bias"))
                .with("axis", -1)
                .with("epsilon", EPSILON)
                .output();
    }

    String batchNorm(String x, String layer) {
        return graph().node("BatchNormalization")
                .inputs(
                        x,
                        weight(layer + ".weight"),
                        weight(layer + ".bias"),
                        weight(layer + ".running_mean"),
                        weight(layer + ".running_var"))
                .with("epsilon", EPSILON)
                .output();
    }

    /** A convolution over time with a kernel of one. */
    String pointwise(String x, String layer) {
        return op("Conv", x, weight(layer + ".weight"), weight(layer + ".bias"));
    }

    String leaky(String x, double slope) {
        return graph().node("LeakyRelu").inputs(x).with("alpha", (float) slope).output();
    }

    /** Exact GELU; with {@code tanh} the approximation that GPT-2 was trained with. */
    String gelu(String x, boolean tanh) {
        return graph().node("Gelu")
                .inputs(x)
                .with("approximate", tanh ? "tanh" : "none")
                .output();
    }
}
