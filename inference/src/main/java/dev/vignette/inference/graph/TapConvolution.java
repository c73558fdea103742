package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions of many channels to hardly any, tap by tap: first what each place of the kernel sees, a product of matrices with as many
 * outputs as there are places, and then their sum, shifted. A GPU's matrix units take sixteen outputs and more at a time, and would
 * otherwise read everything once for each place.
 */
final class TapConvolution {
    private static final int FEW = 2;
    private static final int MANY = 256;

    private TapConvolution() {}

    static OnnxFile apply(OnnxFile file) {
        return Rewriting.convolutions(file, "taps", TapConvolution::fits, TapConvolution::apart);
    }

    private static boolean fits(NodeProto node, TensorProto weights) {
        return weights.getDimsCount() == 4
                && weights.getDims(0) <= FEW
                && weights.getDims(1) >= MANY
                && weights.getDims(2) * weights.getDims(3) > 1
                && Attributes.integer(node, "group", 1) == 1
                && Attributes.ones(node, "strides")
                && Attributes.ones(node, "dilations")
                && Attributes.text(node, "auto_pad", "NOTSET").equals("NOTSET");
    }

    private static void apart(Rewriting graph, NodeProto node, TensorProto weights, float[] numbers) {
        int out = (int) weights.getDims(0);
        int in = (int) weights.getDims(1);
        int height = (int) weights.getDims(2);
        int width = (int) weights.getDims(3);
        int taps = height * width;
        float[] seen = new float[numbers.length];
        float[] shifted = new float[out * out * taps * taps];
        for (int o = 0; o < out; o++) {
            for (int tap = 0; tap < taps; tap++) {
                int row = o * taps + tap;
                for (int i = 0; i < in; i++) {
                    seen[row * in + i] = numbers[(o * in + i) * taps + tap];
                }
                shifted[(o * out * taps + row) * taps + tap] = 1;
            }
        }
        String each = graph.add(
                "Conv",
                List.of(node.getInput(0), graph.floats(seen, (long) out * taps, in, 1, 1)),
                Rewriting.attribute("kernel_shape", 1, 1));
        List<String> inputs =
                new ArrayList<>(List.of(each, graph.floats(shifted, out, (long) out * taps, height, width)));
        inputs.addAll(node.getInputList().subList(2, node.getInputCount()));
        graph.keep(node.toBuilder().clearInput().addAllInput(inputs).build());
    }
}
