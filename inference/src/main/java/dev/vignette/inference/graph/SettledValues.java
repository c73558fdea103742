package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.TensorSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far given values alone lead into a network. Where a network runs again and again and these stay, everything before what is found
 * here can be computed once.
 */
final class SettledValues {
    private static final Set<String> SAME_SHAPE = Set.of(
            "LayerNormalization", "Sqrt", "Relu", "Sigmoid", "Tanh", "Erf", "Exp", "Neg", "Reciprocal", "Identity");
    private static final Set<String> BINARY = Set.of("Add", "Sub", "Mul", "Div", "Pow");

    private final Rewriting graph;
    private final Map<String, long[]> settled = new LinkedHashMap<>();

    private SettledValues(OnnxFile file, List<TensorSpec> given) {
        graph = new Rewriting(file, "settled");
        given.forEach(spec -> settled.put(spec.name(), spec.shape()));
    }

    /** The values at which what depends on {@code given} and constants meets the rest on its way to {@code output}. */
    static List<TensorSpec> frontier(OnnxFile file, List<TensorSpec> given, String output) {
        SettledValues values = new SettledValues(file, given);
        Set<String> needed = values.needed(output);
        Set<String> used = new HashSet<>(Set.of(output));
        for (NodeProto node : file.model().getGraph().getNodeList()) {
            if (node.getOutputList().stream().noneMatch(needed::contains)) {
                continue;
            }
            long[] shape = values.shape(node);
            if (shape == null) {
                used.addAll(node.getInputList());
            } else {
                values.settled.put(node.getOutput(0), shape);
            }
        }
        List<TensorSpec> frontier = new ArrayList<>();
        values.settled.forEach((name, shape) -> {
            if (used.contains(name)) {
                frontier.add(TensorSpec.of(name, ElementType.FLOAT32, shape));
            }
        });
        return frontier;
    }

    /** What the output is computed from, back to what is given. */
    private Set<String> needed(String output) {
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(output));
        while (!open.isEmpty()) {
            String value = open.poll();
            NodeProto maker = graph.maker(value);
            if (needed.add(value) && maker != null && !settled.containsKey(value)) {
                open.addAll(maker.getInputList());
            }
        }
        return needed;
    }

    /** The shape of what a node makes of settled values and constants; null if it takes others, or its shape is not told. */
    private long @Nullable [] shape(NodeProto node) {
        if (node.getOutputCount() != 1 || node.getInputCount() == 0) {
            return null;
        }
        boolean any = false;
        for (String input : node.getInputList()) {
            boolean here = settled.containsKey(input);
            any |= here;
            if (!here && !input.isEmpty() && graph.constant(input) == null) {
                return null;
            }
        }
        long[] first = settled.get(node.getInput(0));
        String type = node.getOpType();
        if (!any) {
            return null;
        }
        if (first != null && SAME_SHAPE.contains(type)) {
            return first;
        }
        if (first != null && type.equals("MatMul")) {
            TensorProto weights = graph.constant(node.getInput(1));
            if (weights == null || weights.getDimsCount() != 2) {
                return null;
            }
            long[] shape = first.clone();
            shape[shape.length - 1] = weights.getDims(1);
            return shape;
        }
        if (first != null && type.equals("ReduceMean") && RowsByPart.meansOfRows(graph, node)) {
            long[] shape = first.clone();
            shape[shape.length - 1] = 1;
            return shape;
        }
        return BINARY.contains(type) ? wider(shapeOf(node.getInput(0)), shapeOf(node.getInput(1))) : null;
    }

    private long @Nullable [] shapeOf(String value) {
        long[] known = settled.get(value);
        TensorProto constant = known == null ? graph.constant(value) : null;
        return constant == null
                ? known
                : constant.getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    /** The shape of two values of which one is repeated to the other's. */
    private static long @Nullable [] wider(long @Nullable [] one, long @Nullable [] other) {
        if (one == null || other == null) {
            return null;
        }
        long[] larger = one.length >= other.length ? one : other;
        long[] smaller = one.length >= other.length ? other : one;
        for (int i = 1; i <= smaller.length; i++) {
            long side = smaller[smaller.length - i];
            if (side != 1 && side != larger[larger.length - i]) {
                return null;
            }
        }
        return larger.clone();
    }
}
