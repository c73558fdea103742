package dev.vignette.inference.graph;

import static dev.vignette.inference.ElementType.FLOAT32;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.InferenceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of volumes as one of pictures, for which a GPU's library has faster code where kernels are large: each layer of a volume is
 * convolved with each layer of the kernel, and what belongs to one layer of the result is added up by whoever takes it. Stateless.
 */
final class LayeredConvolution {
    private LayeredConvolution() {}

    /** As {@link GraphSurgery#convolveLayers} says. */
    static OnnxFile of(OnnxFile file, String value, long height, long width) {
        Rewriting known = new Rewriting(file, "layers");
        NodeProto node = known.maker(value);
        if (node == null || !node.getOpType().equals("Conv")) {
            throw refused(value, "");
        }
        TensorProto weights = known.constant(node.getInput(1));
        float[] numbers = known.numbers(node.getInput(1));
        if (weights == null || numbers == null || !fits(node, weights)) {
            throw refused(value, ", but by " + Attributes.describe(node));
        }
        long out = weights.getDims(0);
        long in = weights.getDims(1);
        long depth = weights.getDims(2);
        long rows = weights.getDims(3);
        long columns = weights.getDims(4);
        GraphBuilder layers = GraphBuilder.named(file.model().getGraph().getName());
        layers.input(node.getInput(0), FLOAT32, Dimension.all(-1, in, height, width));
        float[] ordered = byLayer(numbers, (int) out, (int) in, (int) depth);
        layers.node("Conv")
                .inputs(node.getInput(0), layers.floats("weights", ordered, depth * out, in, rows, columns))
                .with("pads", new long[] {rows / 2, columns / 2, rows / 2, columns / 2})
                .outputs(value);
        layers.output(value, FLOAT32, Dimension.all(-1, depth * out, height, width));
        return new OnnxFile(
                file.model().toBuilder().setGraph(layers.model().getGraph()).build());
    }

    private static InferenceException refused(String value, String maker) {
        return new InferenceException(
                "The value " + value + " of the network is not made by a convolution of volumes that"
                        + " keeps their size and whose weights are written in the file" + maker + ".");
    }

    private static boolean fits(NodeProto node, TensorProto weights) {
        return weights.getDimsCount() == 5
                && weights.getDimsList().stream().skip(2).allMatch(side -> side % 2 == 1)
                && keepsSize(Attributes.integers(node, "pads"), weights.getDimsList())
                && Attributes.integer(node, "group", 1) == 1
                && Attributes.ones(node, "strides")
                && Attributes.ones(node, "dilations")
                && Attributes.text(node, "auto_pad", "NOTSET").equals("NOTSET");
    }

    private static boolean keepsSize(@Nullable List<Long> pads, List<Long> weights) {
        for (int axis = 0; axis < 3; axis++) {
            long half = weights.get(2 + axis) / 2;
            boolean same = pads == null ? half == 0 : pads.get(axis) == half && pads.get(axis + 3) == half;
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** {@code [out, in, depth, rows · columns]} to {@code [depth · out, in, rows · columns]}. */
    private static float[] byLayer(float[] weights, int out, int in, int depth) {
        int plane = weights.length / (out * in * depth);
        float[] ordered = new float[weights.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int d = 0; d < depth; d++) {
                    int from = ((o * in + i) * depth + d) * plane;
                    System.arraycopy(weights, from, ordered, ((d * out + o) * in + i) * plane, plane);
                }
            }
        }
        return ordered;
    }
}
