package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions with kernels of many places become the sum of two, of the upper and the lower rows: the fastest kernels of a GPU's library know
 * of no more places than an integer has bits. Both have the middle row, which is zero in the second, so that neither needs less than
 * nothing added to the map's edges. Stateless.
 */
final class KernelSplit {
    private static final int MOST = 32;
    /** Convolutions to fewer channels do not have such code. */
    private static final int CHANNELS = 64;

    private KernelSplit() {}

    static OnnxFile apply(OnnxFile file) {
        return Rewriting.convolutions(file, "rows", KernelSplit::fits, KernelSplit::halve);
    }

    private static boolean fits(NodeProto node, TensorProto weights) {
        if (weights.getDimsCount() != 4 || weights.getDims(0) < CHANNELS) {
            return false;
        }
        long height = weights.getDims(2);
        long width = weights.getDims(3);
        List<Long> pads = Attributes.integers(node, "pads");
        return height * width > MOST
                && height % 2 == 1
                && (height / 2 + 1) * width <= MOST
                && pads != null
                && pads.size() == 4
                && pads.get(0) == height / 2
                && pads.get(2) == height / 2
                && Attributes.integer(node, "group", 1) == 1
                && Attributes.ones(node, "strides")
                && Attributes.ones(node, "dilations");
    }

    private static void halve(Rewriting graph, NodeProto node, TensorProto weights, float[] numbers) {
        int pairs = (int) (weights.getDims(0) * weights.getDims(1));
        int height = (int) weights.getDims(2);
        int width = (int) weights.getDims(3);
        int middle = height / 2;
        float[] upper = new float[pairs * (middle + 1) * width];
        float[] lower = new float[upper.length];
        for (int pair = 0; pair < pairs; pair++) {
            int from = pair * height * width;
            int to = pair * (middle + 1) * width;
            System.arraycopy(numbers, from, upper, to, (middle + 1) * width);
            System.arraycopy(numbers, from + (middle + 1) * width, lower, to + width, middle * width);
        }
        List<Long> pads = Attributes.integers(node, "pads");
        if (pads == null) {
            throw new IllegalStateException("Looked at before");
        }
        List<String> inputs = new ArrayList<>(List.of(node.getInput(0), rows(graph, weights, upper, middle + 1)));
        inputs.addAll(node.getInputList().subList(2, node.getInputCount()));
        String one = graph.add("Conv", inputs, Rewriting.attribute("pads", middle, pads.get(1), 0, pads.get(3)));
        String other = graph.add(
                "Conv",
                List.of(node.getInput(0), rows(graph, weights, lower, middle + 1)),
                Rewriting.attribute("pads", 0, pads.get(1), middle, pads.get(3)));
        graph.add("Add", List.of(one, other), node.getOutput(0));
    }

    private static String rows(Rewriting graph, TensorProto weights, float[] numbers, int rows) {
        return graph.floats(numbers, weights.getDims(0), weights.getDims(1), rows, weights.getDims(3));
    }
}
