package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.List;

/**
 * Operators that stay as they are if they keep items apart, and are refused if they would mix them or move them from the first
 * side. Stateless but for the graph.
 */
final class ItemsApart {
    private final BatchGraph graph;

    ItemsApart(BatchGraph graph) {
        this.graph = graph;
    }

    /** The node works along {@code axis} of its first input, which may not be the items'. */
    void along(NodeProto node, long axis) {
        graph.keep(aside(node, axis), graph.rank(node.getInput(0)));
    }

    void flatten(NodeProto node) {
        graph.keep(aside(node, Attributes.integer(node, "axis", 1)), 2);
    }

    /** The node, if its axis is not the items'. */
    private NodeProto aside(NodeProto node, long axis) {
        int rank = graph.rank(node.getInput(0));
        if (BatchGraph.isOfItems(axis, rank)) {
            throw graph.refused(node, "works across items");
        }
        return node;
    }

    void transpose(NodeProto node) {
        List<Long> order = Attributes.integers(node, "perm");
        if (order == null || order.getFirst() != 0) {
            throw graph.refused(node, "moves the items from the first side");
        }
        graph.keep(node, order.size());
    }

    void slice(NodeProto node) {
        graph.requireFirst(node);
        long[] axes = graph.longs(node, 3);
        int rank = graph.rank(node.getInput(0));
        if (axes == null) {
            throw graph.refused(node, "cuts along sides that are not named");
        }
        for (int i = 0; i < axes.length; i++) {
            boolean first = BatchGraph.isOfItems(axes[i], rank);
            if (first && !whole(node, i)) {
                throw graph.refused(node, "takes some items only");
            }
        }
        graph.keep(node, rank);
    }

    private boolean whole(NodeProto node, int i) {
        long[] from = graph.longs(node, 1);
        long[] to = graph.longs(node, 2);
        return from != null && to != null && from[i] == 0 && to[i] >= Integer.MAX_VALUE;
    }

    private List<Long> axes(NodeProto node) {
        List<Long> attribute = Attributes.integers(node, "axes");
        if (attribute != null) {
            return attribute;
        }
        long[] input = graph.longs(node, 1);
        if (input == null) {
            throw graph.refused(node, "works along sides that are not named");
        }
        return Arrays.stream(input).boxed().toList();
    }

    void unsqueeze(NodeProto node) {
        List<Long> axes = axes(node);
        int rank = graph.rank(node.getInput(0)) + axes.size();
        if (axes.stream().anyMatch(axis -> BatchGraph.isOfItems(axis, rank))) {
            throw graph.refused(node, "puts a side before the items");
        }
        graph.keep(node, rank);
    }

    void squeeze(NodeProto node) {
        List<Long> axes = axes(node);
        int rank = graph.rank(node.getInput(0));
        if (axes.stream().anyMatch(axis -> BatchGraph.isOfItems(axis, rank))) {
            throw graph.refused(node, "removes the side of the items");
        }
        graph.keep(node, rank - axes.size());
    }

    void reduce(NodeProto node) {
        List<Long> axes = axes(node);
        int rank = graph.rank(node.getInput(0));
        if (axes.isEmpty() || axes.stream().anyMatch(axis -> BatchGraph.isOfItems(axis, rank))) {
            throw graph.refused(node, "mixes items");
        }
        graph.keep(node, Attributes.integer(node, "keepdims", 1) == 1 ? rank : rank - axes.size());
    }

    void gather(NodeProto node) {
        int data = graph.rank(node.getInput(0));
        int indices = graph.rank(node.getInput(1));
        if (graph.isBatched(node.getInput(0))) {
            if (graph.isBatched(node.getInput(1)) || indices < 0) {
                throw graph.refused(node, "picks from items by other items");
            }
            graph.keep(aside(node, Attributes.integer(node, "axis", 0)), data - 1 + indices);
        } else if (Attributes.integer(node, "axis", 0) == 0 && data >= 0) {
            graph.keep(node, data - 1 + indices);
        } else {
            throw graph.refused(node, "is not known to keep items apart");
        }
    }

    void tile(NodeProto node) {
        graph.requireFirst(node);
        long[] repeats = graph.longs(node, 1);
        if (repeats == null || repeats[0] != 1) {
            throw graph.refused(node, "repeats items");
        }
        graph.keep(node, repeats.length);
    }

    void gemm(NodeProto node) {
        if (graph.takesItems(node, 1) || Attributes.integer(node, "transA", 0) != 0) {
            throw graph.refused(node, "multiplies items with each other");
        }
        graph.keep(node, 2);
    }

    void spreading(NodeProto node) {
        int rank = graph.rank(node.getInputList().toArray(String[]::new));
        for (String input : node.getInputList()) {
            int own = graph.rank(input);
            if (graph.isBatched(input) && own >= 0 && own < rank) {
                throw graph.refused(node, "puts a side before the items");
            }
        }
        boolean twoSides = node.getOpType().equals("MatMul") && rank == 2;
        if (twoSides && graph.isBatched(node.getInput(1))) {
            throw graph.refused(node, "multiplies items with each other");
        }
        graph.keep(node, rank);
    }
}
