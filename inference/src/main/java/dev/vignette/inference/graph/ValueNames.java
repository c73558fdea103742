package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.vignette.inference.InferenceException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives values of a graph other names, wherever they are made, taken or declared. Stateless. */
final class ValueNames {
    private ValueNames() {}

    static OnnxFile apply(OnnxFile file, Map<String, String> names) {
        GraphProto graph = file.model().getGraph();
        Set<String> taken = new HashSet<>();
        graph.getNodeList().forEach(node -> taken.addAll(node.getOutputList()));
        graph.getInputList().forEach(input -> taken.add(input.getName()));
        graph.getInitializerList().forEach(tensor -> taken.add(tensor.getName()));
        names.forEach((from, to) -> {
            if (!from.equals(to) && taken.contains(to)) {
                throw new InferenceException("The value " + from + " cannot be named " + to + ": that name is taken.");
            }
        });
        GraphProto.Builder renamed = graph.toBuilder()
                .clearNode()
                .clearInput()
                .clearOutput()
                .clearInitializer()
                .clearValueInfo();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getAttributeList().stream().anyMatch(AttributeProto::hasG)) {
                throw new InferenceException("Values cannot be renamed where a node has a graph of its own: "
                        + Attributes.describe(node) + ".");
            }
            NodeProto.Builder builder = node.toBuilder().clearInput().clearOutput();
            node.getInputList().forEach(input -> builder.addInput(names.getOrDefault(input, input)));
            node.getOutputList().forEach(output -> builder.addOutput(names.getOrDefault(output, output)));
            renamed.addNode(builder);
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            String name = names.getOrDefault(tensor.getName(), tensor.getName());
            renamed.addInitializer(tensor.toBuilder().setName(name));
        }
        graph.getInputList().forEach(input -> renamed.addInput(named(input, names)));
        graph.getOutputList().forEach(output -> renamed.addOutput(named(output, names)));
        graph.getValueInfoList().forEach(value -> renamed.addValueInfo(named(value, names)));
        return new OnnxFile(file.model().toBuilder().setGraph(renamed).build());
    }

    private static ValueInfoProto named(ValueInfoProto value, Map<String, String> names) {
        return value.toBuilder()
                .setName(names.getOrDefault(value.getName(), value.getName()))
                .build();
    }
}
