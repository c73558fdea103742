package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.ByteString;
import dev.vignette.inference.InferenceException;
import java.util.List;
import java.util.Set;

/**
 * From operator set 13…19 to 20 at most. What changes between them: Reduce operators take their axes as an input (18), Split
 * says how many parts it makes (18), GridSample's modes have new names (20).
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/Changelog.md">Operator change log</a>
 */
final class OpsetRaise {
    private static final int LEAST = 13;
    private static final int MOST = 20;
    private static final int IR_VERSION = 9;
    private static final Set<String> REDUCTIONS = Set.of(
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSumSquare");

    /** Whose meaning changes between 13 and 20 in ways that are not handled here. */
    private static final Set<String> CHANGED = Set.of("DFT", "Scan", "Loop", "If");

    private OpsetRaise() {}

    static OnnxFile apply(OnnxFile file, int version) {
        long old = file.opset();
        if (old >= version) {
            return file;
        }
        if (old < LEAST || version > MOST) {
            throw new InferenceException("A network of operator set " + old + " cannot be raised to " + version
                    + ", only one of " + LEAST + " or newer to " + MOST + " at most.");
        }
        GraphProto graph = file.model().getGraph();
        GraphProto.Builder raised = graph.toBuilder().clearNode();
        for (NodeProto node : graph.getNodeList()) {
            raised.addNode(raise(node, old, version, raised));
        }
        ModelProto.Builder model = file.model().toBuilder().setGraph(raised).clearOpsetImport();
        for (OperatorSetIdProto set : file.model().getOpsetImportList()) {
            boolean own = set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx");
            model.addOpsetImport(own ? set.toBuilder().setVersion(version).build() : set);
        }
        model.setIrVersion(Math.max(file.model().getIrVersion(), IR_VERSION));
        return new OnnxFile(model.build());
    }

    private static NodeProto raise(NodeProto node, long old, int version, GraphProto.Builder graph) {
        if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
            return node;
        }
        if (CHANGED.contains(node.getOpType())) {
            throw new InferenceException("The network cannot be raised to operator set " + version + ": its node "
                    + Attributes.describe(node) + " is not handled.");
        }
        NodeProto raised = node;
        if (old < 18 && version >= 18) {
            raised = REDUCTIONS.contains(node.getOpType()) ? axesAsInput(node, graph) : raised;
            raised = node.getOpType().equals("Split") ? counted(node) : raised;
        }
        if (version >= 20 && node.getOpType().equals("GridSample")) {
            raised = renamed(node);
        }
        return raised;
    }

    private static NodeProto axesAsInput(NodeProto node, GraphProto.Builder graph) {
        List<Long> axes = Attributes.integers(node, "axes");
        if (axes == null) {
            return node;
        }
        String name = node.getOutput(0) + "__axes";
        long[] values = axes.stream().mapToLong(Long::longValue).toArray();
        graph.addInitializer(Initializers.longs(name, values, values.length));
        return Attributes.without(node, "axes").addInput(name).build();
    }

    private static NodeProto counted(NodeProto node) {
        boolean sized = node.getInputCount() > 1 && !node.getInput(1).isEmpty();
        return sized
                ? node
                : node.toBuilder()
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("num_outputs")
                                .setType(AttributeType.INT)
                                .setI(node.getOutputCount()))
                        .build();
    }

    private static NodeProto renamed(NodeProto node) {
        String mode = switch (Attributes.text(node, "mode", "bilinear")) {
            case "bilinear" -> "linear";
            case "bicubic" -> "cubic";
            case String other -> other;
        };
        return Attributes.without(node, "mode")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("mode")
                        .setType(AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8(mode)))
                .build();
    }
}
