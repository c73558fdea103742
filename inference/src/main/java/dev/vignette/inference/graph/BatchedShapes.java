package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;

/**
 * Operators whose shapes or partners have a batch of one written into them: they are given constants, or values computed from
 * the number of items, that are right for any. Stateless but for the graph.
 */
final class BatchedShapes {
    private final BatchGraph graph;

    BatchedShapes(BatchGraph graph) {
        this.graph = graph;
    }

    void reshape(NodeProto node) {
        graph.requireFirst(node);
        long[] shape = graph.longs(node, 1);
        if (shape == null) {
            graph.keep(node, -1);
            return;
        }
        long[] open = shape.clone();
        boolean inferred = Arrays.stream(shape).anyMatch(side -> side == -1);
        if (open[0] > 0 && !inferred) {
            open[0] = -1;
            graph.keep(node.toBuilder().setInput(1, graph.constant(open)).build(), shape.length);
        } else if (open[0] > 0) {
            // Another side is left to be inferred: the first has to be computed.
            String first = graph.add("Mul", graph.count(), graph.constant(open[0]));
            String rest = graph.constant(Arrays.copyOfRange(open, 1, open.length));
            graph.keep(node.toBuilder().setInput(1, graph.joined(first, rest)).build(), shape.length);
        } else {
            graph.keep(node, shape.length);
        }
    }

    void expand(NodeProto node) {
        graph.requireFirst(node);
        long[] shape = graph.longs(node, 1);
        if (shape == null) {
            graph.keep(node, -1);
            return;
        }
        int rank = graph.rank(node.getInput(0));
        if (rank >= 0 && shape.length > rank) {
            throw graph.refused(node, "puts a side before the items");
        }
        long[] open = shape.clone();
        if (shape.length == rank) {
            // One leaves a side as it is.
            open[0] = 1;
        }
        graph.keep(node.toBuilder().setInput(1, graph.constant(open)).build(), rank);
    }

    void concat(NodeProto node) {
        int rank = graph.rank(node.getInputList().toArray(String[]::new));
        if (BatchGraph.isOfItems(Attributes.integer(node, "axis", 0), rank)) {
            throw graph.refused(node, "joins items");
        }
        graph.keep(spread(node), rank);
    }

    /** Samples pictures at places: both hold one entry for each item in the end. */
    void gridSample(NodeProto node) {
        graph.keep(spread(node), graph.rank(node.getInput(0), node.getInput(1)));
    }

    /** The node with every input that is the same for all items repeated for each. */
    private NodeProto spread(NodeProto node) {
        int rank = graph.rank(node.getInputList().toArray(String[]::new));
        NodeProto.Builder changed = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            String input = node.getInput(i);
            if (input.isEmpty() || graph.isBatched(input)) {
                continue;
            }
            int own = node.getOpType().equals("GridSample") ? graph.rank(input, node.getInput(1 - i)) : rank;
            if (own < 1) {
                throw graph.refused(node, "joins values whose number of sides is not known");
            }
            long[] ones = new long[own - 1];
            Arrays.fill(ones, 1);
            changed.setInput(i, graph.add("Expand", input, graph.joined(graph.count(), graph.constant(ones))));
        }
        return changed.build();
    }

    void resize(NodeProto node) {
        graph.requireFirst(node);
        long[] sizes = graph.longs(node, 3);
        if (sizes == null) {
            graph.keep(node, graph.rank(node.getInput(0)));
            return;
        }
        String first = graph.add("Mul", graph.count(), graph.constant(sizes[0]));
        String rest = graph.constant(Arrays.copyOfRange(sizes, 1, sizes.length));
        graph.keep(node.toBuilder().setInput(3, graph.joined(first, rest)).build(), sizes.length);
    }
}
