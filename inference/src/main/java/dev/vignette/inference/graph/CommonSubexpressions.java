package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes once what a graph computes several times from the same values with the same attributes and equal constants, such as
 * the statistics of one feature for two modulated normalisations. Stateless.
 */
final class CommonSubexpressions {
    private static final Set<String> RANDOM = Set.of(
            "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli");

    private CommonSubexpressions() {}

    private record Computation(String operator, String domain, List<AttributeProto> attributes, List<String> inputs) {}

    private record Content(int type, List<Long> shape, TensorProto numbers) {}

    static OnnxFile apply(OnnxFile file) {
        Rewriting rewriting = new Rewriting(file, "common");
        Map<String, String> same = new HashMap<>();
        Map<Content, String> contents = new HashMap<>();
        for (TensorProto tensor : file.model().getGraph().getInitializerList()) {
            String first = contents.computeIfAbsent(content(tensor), one -> tensor.getName());
            same.put(tensor.getName(), first);
        }
        Map<Computation, NodeProto> known = new HashMap<>();
        for (NodeProto node : rewriting.original()) {
            NodeProto.Builder renamed = node.toBuilder().clearInput();
            node.getInputList().forEach(input -> renamed.addInput(same.getOrDefault(input, input)));
            NodeProto canonical = renamed.build();
            NodeProto twin = mayBeShared(node) ? known.putIfAbsent(computation(canonical), canonical) : null;
            if (twin == null || node.getOutputList().stream().anyMatch(rewriting::isOutput)) {
                rewriting.keep(canonical);
                continue;
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                same.put(node.getOutput(i), twin.getOutput(i));
            }
        }
        return rewriting.done();
    }

    private static Content content(TensorProto tensor) {
        return new Content(
                tensor.getDataType(),
                tensor.getDimsList(),
                tensor.toBuilder().clearName().clearDocString().build());
    }

    private static Computation computation(NodeProto node) {
        return new Computation(node.getOpType(), node.getDomain(), node.getAttributeList(), node.getInputList());
    }

    private static boolean mayBeShared(NodeProto node) {
        return !RANDOM.contains(node.getOpType())
                && node.getAttributeList().stream().noneMatch(attribute -> attribute.hasG());
    }
}
