package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves the joining of sequences behind the layers that treat each of their rows for itself: {@code f([a; b])} becomes
 * {@code [f(a); f(b)]}. The numbers stay the same, and what one part needs is seen to depend on that part alone.
 */
final class RowsByPart {
    private static final Set<String> UNARY =
            Set.of("Sqrt", "Relu", "Sigmoid", "Tanh", "Erf", "Exp", "Neg", "Reciprocal", "Identity");
    private static final Set<String> BINARY = Set.of("Add", "Sub", "Mul", "Div", "Pow");

    private final Rewriting graph;
    private final Map<String, Parts> parts = new HashMap<>();
    private final Set<String> joined = new HashSet<>();

    /**
     * A value that is not joined yet.
     *
     * @param joint the node that first joined it: values of one joint have parts of the same lengths
     */
    private record Parts(List<String> names, NodeProto joint) {}

    private RowsByPart(OnnxFile file) {
        graph = new Rewriting(file, "rows");
    }

    static OnnxFile apply(OnnxFile file) {
        return new RowsByPart(file).apply();
    }

    private OnnxFile apply() {
        for (NodeProto node : graph.original()) {
            if (begins(node)) {
                parts.put(node.getOutput(0), new Parts(List.copyOf(node.getInputList()), node));
            } else if (!splits(node)) {
                node.getInputList().forEach(this::join);
                graph.keep(node);
            }
            node.getOutputList().stream().filter(graph::isOutput).forEach(this::join);
        }
        return graph.done();
    }

    /** Puts the parts of a value together where something needs all of it. */
    private void join(String value) {
        Parts known = parts.get(value);
        if (known != null && joined.add(value)) {
            graph.keep(known.joint().toBuilder()
                    .setName(value)
                    .clearInput()
                    .addAllInput(known.names())
                    .setOutput(0, value)
                    .build());
        }
    }

    /** Whether rows are joined here, of which a layer goes on. */
    private boolean begins(NodeProto node) {
        return node.getOpType().equals("Concat")
                && joinsRows(node)
                && node.getInputList().stream().noneMatch(parts::containsKey)
                && graph.users(node.getOutput(0)).stream()
                        .anyMatch(user -> user.getOpType().equals("LayerNormalization")
                                || user.getOpType().equals("MatMul")
                                || user.getOpType().equals("ReduceMean"));
    }

    /** Whether along any side but the last, which is a row's own. */
    private boolean joinsRows(NodeProto node) {
        long axis = Attributes.integer(node, "axis", 0);
        if (axis < 0) {
            return axis < -1;
        }
        int rank = node.getInputList().stream().mapToInt(this::rank).max().orElse(0);
        return rank > 0 && axis < rank - 1;
    }

    /** How many sides a value has, or 0 where that is not written in the file. */
    private int rank(String value) {
        long[] shape = graph.shape(value);
        if (shape != null) {
            return shape.length;
        }
        TensorProto constant = graph.constant(value);
        if (constant != null) {
            return constant.getDimsCount();
        }
        NodeProto maker = graph.maker(value);
        long[] given = maker != null && maker.getOpType().equals("Reshape") ? graph.integers(maker.getInput(1)) : null;
        return given == null ? 0 : given.length;
    }

    /** Computes a node part by part, if it treats each row for itself. */
    private boolean splits(NodeProto node) {
        Parts first = node.getInputCount() == 0 ? null : parts.get(node.getInput(0));
        Parts second = node.getInputCount() < 2 ? null : parts.get(node.getInput(1));
        Parts any = first == null ? second : first;
        if (any == null || node.getOutputCount() != 1 || !rowByRow(node, first, second)) {
            return false;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < any.names().size(); i++) {
            String name = graph.fresh();
            NodeProto.Builder one = node.toBuilder().setName(name).setOutput(0, name);
            if (first != null) {
                one.setInput(0, first.names().get(i));
            }
            if (second != null) {
                one.setInput(1, second.names().get(i));
            }
            graph.keep(one.build());
            names.add(name);
        }
        parts.put(node.getOutput(0), new Parts(names, any.joint()));
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // The same node of the file, not an equal one.
    private boolean rowByRow(NodeProto node, @Nullable Parts first, @Nullable Parts second) {
        String type = node.getOpType();
        if (type.equals("LayerNormalization")) {
            return first != null && Attributes.integer(node, "axis", -1) == -1;
        }
        if (type.equals("MatMul")) {
            TensorProto weights = graph.constant(node.getInput(1));
            return first != null && weights != null && weights.getDimsCount() == 2;
        }
        if (type.equals("ReduceMean")) {
            return meansOfRows(graph, node);
        }
        if (BINARY.contains(type)) {
            return (first != null && second != null)
                    ? first.joint() == second.joint()
                    : sameForAllRows(node.getInput(first == null ? 0 : 1));
        }
        return UNARY.contains(type);
    }

    /** Whether a {@code ReduceMean} leaves one number of each row. */
    static boolean meansOfRows(Rewriting graph, NodeProto node) {
        long[] given = node.getInputCount() > 1 ? graph.integers(node.getInput(1)) : null;
        List<Long> written = Attributes.integers(node, "axes");
        boolean last =
                written == null ? given != null && given.length == 1 && given[0] == -1 : written.equals(List.of(-1L));
        return last && Attributes.integer(node, "keepdims", 1) == 1;
    }

    /** Whether a constant has at most one row. */
    private boolean sameForAllRows(String value) {
        TensorProto constant = graph.constant(value);
        if (constant == null) {
            return false;
        }
        for (int i = 0; i < constant.getDimsCount() - 1; i++) {
            if (constant.getDims(i) != 1) {
                return false;
            }
        }
        return true;
    }
}
