package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.vignette.inference.InferenceException;
import java.util.Set;

/**
 * Follows the items of a batch through a graph. They are outermost in every value that depends on them (its first side is
 * the number of items, or a multiple of it); a node that would move them elsewhere, or mix them, is refused. Where a value
 * that is the same for all items meets one that is not and the operator does not spread it by itself, it is spread before.
 * Used once, by one thread.
 */
final class BatchOpening {
    /** Operators that work on each item, or each number, by itself, and on their first input only. */
    private static final Set<String> ALONE = operators("""
            Conv ConvTranspose BatchNormalization InstanceNormalization AveragePool MaxPool GlobalAveragePool
            GlobalMaxPool Relu LeakyRelu PRelu Elu Sigmoid HardSigmoid HardSwish Tanh Softplus Softsign Erf Exp
            Log Sqrt Reciprocal Neg Abs Sin Cos Floor Ceil Round Sign Clip Cast Identity Dropout Gelu Mish Not
            LRN Pad DepthToSpace SpaceToDepth IsNaN Selu Celu Upsample GroupNormalization
            """);

    /** Operators that spread smaller inputs over larger ones. */
    private static final Set<String> SPREADING = operators("""
            Add Sub Mul Div Pow Min Max Mean Sum Where Equal Greater Less GreaterOrEqual LessOrEqual And Or Mod
            MatMul
            """);

    private final BatchGraph graph;
    private final BatchedShapes shapes;
    private final ItemsApart apart;

    private BatchOpening(BatchGraph graph) {
        this.graph = graph;
        shapes = new BatchedShapes(graph);
        apart = new ItemsApart(graph);
    }

    private static Set<String> operators(String names) {
        return Set.of(names.strip().split("\\s+"));
    }

    /**
     * @param inputs that hold one entry for each item
     * @throws InferenceException if a node is not known to keep items apart
     */
    static OnnxFile apply(OnnxFile file, Set<String> inputs) {
        BatchGraph graph = new BatchGraph(file, inputs);
        BatchOpening opening = new BatchOpening(graph);
        graph.original().forEach(opening::rewrite);
        return graph.done();
    }

    private void rewrite(NodeProto node) {
        if (!graph.takesItems(node, 0) || node.getOpType().equals("Shape")) {
            // Shapes that are computed while the network runs are right for any batch.
            graph.keep(node);
            return;
        }
        switch (node.getOpType()) {
            case "Reshape" -> shapes.reshape(node);
            case "Expand" -> shapes.expand(node);
            case "Concat" -> shapes.concat(node);
            case "GridSample" -> shapes.gridSample(node);
            case "Resize" -> shapes.resize(node);
            case "Transpose" -> apart.transpose(node);
            case "Slice" -> apart.slice(node);
            case "Split" -> apart.along(node, Attributes.integer(node, "axis", 0));
            case "Softmax", "LogSoftmax", "LayerNormalization" ->
                apart.along(node, Attributes.integer(node, "axis", -1));
            case "Unsqueeze" -> apart.unsqueeze(node);
            case "Squeeze" -> apart.squeeze(node);
            case "Gather" -> apart.gather(node);
            case "Tile" -> apart.tile(node);
            case "Flatten" -> apart.flatten(node);
            case "Gemm" -> apart.gemm(node);
            default -> other(node);
        }
    }

    private void other(NodeProto node) {
        String type = node.getOpType();
        if (type.startsWith("Reduce")) {
            apart.reduce(node);
        } else if (ALONE.contains(type) && !graph.takesItems(node, 1)) {
            graph.keep(node, graph.rank(node.getInput(0)));
        } else if (SPREADING.contains(type)) {
            apart.spreading(node);
        } else {
            throw graph.refused(node, "is not known to keep items apart");
        }
    }
}
