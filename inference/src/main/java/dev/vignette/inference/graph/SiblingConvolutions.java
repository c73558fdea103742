package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of one value that differ only in their weights become one with as many channels as all of them, whose output is
 * split: fewer and larger products. An activation that follows each of them is applied before the split. Stateless.
 */
final class SiblingConvolutions {
    private static final Set<String> ACTIVATIONS = Set.of("Relu", "LeakyRelu");

    private SiblingConvolutions() {}

    private record Family(String input, List<AttributeProto> attributes, List<Long> kernel, int operands) {}

    static OnnxFile apply(OnnxFile file) {
        Rewriting rewriting = new Rewriting(file, "siblings");
        Map<Family, List<NodeProto>> families = new LinkedHashMap<>();
        for (NodeProto node : rewriting.original()) {
            Family family = family(rewriting, node);
            if (family != null) {
                families.computeIfAbsent(family, one -> new ArrayList<>()).add(node);
            }
        }
        Map<String, List<NodeProto>> firsts = new HashMap<>();
        Map<String, NodeProto> replaced = new HashMap<>();
        for (List<NodeProto> members : families.values()) {
            if (members.size() > 1) {
                firsts.put(members.getFirst().getOutput(0), members);
                members.forEach(member -> replaced.put(member.getOutput(0), member));
                NodeProto activation = activation(rewriting, members);
                if (activation != null) {
                    members.forEach(member -> {
                        NodeProto after = rewriting.users(member.getOutput(0)).getFirst();
                        replaced.put(after.getOutput(0), after);
                    });
                }
            }
        }
        for (NodeProto node : rewriting.original()) {
            List<NodeProto> members = firsts.get(node.getOutput(0));
            if (members != null) {
                join(rewriting, members);
            } else if (!replaced.containsKey(node.getOutput(0))) {
                rewriting.keep(node);
            }
        }
        return rewriting.done();
    }

    private static @Nullable Family family(Rewriting rewriting, NodeProto node) {
        if (!node.getOpType().equals("Conv") || Attributes.integer(node, "group", 1) != 1) {
            return null;
        }
        TensorProto weights = rewriting.constant(node.getInput(1));
        boolean biased = node.getInputCount() > 2;
        if (weights == null
                || rewriting.numbers(node.getInput(1)) == null
                || (biased && rewriting.numbers(node.getInput(2)) == null)) {
            return null;
        }
        List<Long> kernel = weights.getDimsList().subList(1, weights.getDimsCount());
        return new Family(node.getInput(0), node.getAttributeList(), kernel, node.getInputCount());
    }

    /** The activation that follows every member and nothing else does, or null. */
    private static @Nullable NodeProto activation(Rewriting rewriting, List<NodeProto> members) {
        NodeProto first = null;
        for (NodeProto member : members) {
            List<NodeProto> users = rewriting.users(member.getOutput(0));
            if (users.size() != 1 || rewriting.isOutput(member.getOutput(0))) {
                return null;
            }
            NodeProto user = users.getFirst();
            first = first == null ? user : first;
            if (!ACTIVATIONS.contains(user.getOpType())
                    || !user.getOpType().equals(first.getOpType())
                    || !user.getAttributeList().equals(first.getAttributeList())) {
                return null;
            }
        }
        return first;
    }

    private static void join(Rewriting rewriting, List<NodeProto> members) {
        NodeProto first = members.getFirst();
        long[] channels = new long[members.size()];
        List<float[]> weights = new ArrayList<>();
        List<float[]> biases = new ArrayList<>();
        long[] shape = dimensions(rewriting, first);
        shape[0] = 0;
        for (int i = 0; i < channels.length; i++) {
            NodeProto member = members.get(i);
            channels[i] = dimensions(rewriting, member)[0];
            shape[0] += channels[i];
            weights.add(numbers(rewriting, member.getInput(1)));
            if (member.getInputCount() > 2) {
                biases.add(numbers(rewriting, member.getInput(2)));
            }
        }
        List<String> inputs = new ArrayList<>(List.of(first.getInput(0), rewriting.floats(joined(weights), shape)));
        if (!biases.isEmpty()) {
            inputs.add(rewriting.floats(joined(biases), shape[0]));
        }
        String whole = rewriting.add("Conv", inputs, first.getAttributeList().toArray(AttributeProto[]::new));
        NodeProto activation = activation(rewriting, members);
        List<String> parts = new ArrayList<>();
        for (NodeProto member : members) {
            parts.add(
                    activation == null
                            ? member.getOutput(0)
                            : rewriting.users(member.getOutput(0)).getFirst().getOutput(0));
        }
        if (activation != null) {
            whole = rewriting.add(
                    activation.getOpType(),
                    List.of(whole),
                    activation.getAttributeList().toArray(AttributeProto[]::new));
        }
        rewriting.keep(NodeProto.newBuilder()
                .setOpType("Split")
                .setName(rewriting.fresh())
                .addInput(whole)
                .addInput(rewriting.longs(channels))
                .addAllOutput(parts)
                .addAttribute(Rewriting.attribute("axis", 1L))
                .build());
    }

    private static long[] dimensions(Rewriting rewriting, NodeProto convolution) {
        TensorProto weights = rewriting.constant(convolution.getInput(1));
        if (weights == null) {
            throw new IllegalStateException("The weights of a sibling are known");
        }
        return weights.getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    private static float[] numbers(Rewriting rewriting, String value) {
        float[] numbers = rewriting.numbers(value);
        if (numbers == null) {
            throw new IllegalStateException("The weights of a sibling are known");
        }
        return numbers;
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
