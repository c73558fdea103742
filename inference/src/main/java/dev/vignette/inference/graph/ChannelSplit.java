package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Convolutions with a few channels more than a multiple of what a GPU's kernels make at once become two, one of that multiple and one of the
 * rest: otherwise the last of those channels cost as much as a whole tile. Normalisation and activation that follow are done for each part,
 * so that they stay a part of the convolution. Stateless.
 */
final class ChannelSplit {
    private static final Set<String> ACTIVATIONS = Set.of("Relu", "LeakyRelu");

    private final Rewriting graph;
    private final Set<String> done = new HashSet<>();

    private ChannelSplit(OnnxFile file) {
        graph = new Rewriting(file, "split");
    }

    static OnnxFile apply(OnnxFile file, int tile) {
        ChannelSplit edit = new ChannelSplit(file);
        for (NodeProto node : edit.graph.original()) {
            int out = edit.channels(node);
            int rest = out % tile;
            if (out > tile && rest > 0 && rest <= tile / 4) {
                edit.split(node, out - rest, out);
            } else if (!edit.done.contains(node.getOutput(0))) {
                edit.graph.keep(node);
            }
        }
        return edit.graph.done();
    }

    /** Those of a convolution whose numbers are written in the file; else 0. */
    private int channels(NodeProto node) {
        TensorProto weights = node.getOpType().equals("Conv") ? graph.constant(node.getInput(1)) : null;
        if (weights == null || Attributes.integer(node, "group", 1) != 1) {
            return 0;
        }
        boolean known = node.getInputList().stream().skip(1).allMatch(input -> graph.numbers(input) != null);
        return known ? Math.toIntExact(weights.getDims(0)) : 0;
    }

    private void split(NodeProto node, int first, int out) {
        List<NodeProto> chain = new ArrayList<>(List.of(node));
        while (true) {
            String value = chain.getLast().getOutput(0);
            List<NodeProto> users = graph.users(value);
            if (users.size() != 1 || graph.isOutput(value) || !perChannel(users.getFirst())) {
                break;
            }
            chain.add(users.getFirst());
        }
        String one = part(chain, 0, first, out);
        String other = part(chain, first, out, out);
        String end = chain.getLast().getOutput(0);
        graph.add("Concat", List.of(one, other), end, Rewriting.attribute("axis", 1L));
        chain.forEach(step -> done.add(step.getOutput(0)));
    }

    private boolean perChannel(NodeProto node) {
        return ACTIVATIONS.contains(node.getOpType())
                || (node.getOpType().equals("BatchNormalization")
                        && node.getInputList().stream().skip(1).allMatch(input -> graph.numbers(input) != null));
    }

    /** The same layers for some of the channels. */
    private String part(List<NodeProto> chain, int from, int to, int out) {
        String value = chain.getFirst().getInput(0);
        for (NodeProto node : chain) {
            List<String> inputs = new ArrayList<>(List.of(value));
            Map<String, String> cut = new HashMap<>();
            node.getInputList().stream()
                    .skip(1)
                    .forEach(input -> inputs.add(cut.computeIfAbsent(input, name -> rows(name, from, to, out))));
            value = graph.add(node.getOpType(), inputs, node.getAttributeList().toArray(AttributeProto[]::new));
        }
        return value;
    }

    private String rows(String constant, int from, int to, int out) {
        TensorProto tensor = graph.constant(constant);
        float[] numbers = graph.numbers(constant);
        if (tensor == null || numbers == null) {
            throw new IllegalStateException("Looked at before");
        }
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        shape[0] = (long) to - from;
        int each = numbers.length / out;
        return graph.floats(Arrays.copyOfRange(numbers, from * each, to * each), shape);
    }
}
