package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps the nodes between named values. Stateless. */
final class GraphCut {
    private GraphCut() {}

    static OnnxFile apply(OnnxFile file, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        GraphProto graph = file.model().getGraph();
        Map<String, NodeProto> makers = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> makers.put(output, node));
        }
        Set<String> constants =
                graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        outputs.forEach(output -> open.add(output.name()));
        Set<String> given = inputs.stream().map(TensorSpec::name).collect(Collectors.toSet());
        while (!open.isEmpty()) {
            String value = open.poll();
            if (value.isEmpty() || given.contains(value) || !needed.add(value) || constants.contains(value)) {
                continue;
            }
            NodeProto maker = makers.get(value);
            if (maker == null) {
                throw new InferenceException("The network cannot be cut there: " + value
                        + " is needed and is neither given nor computed in it.");
            }
            open.addAll(maker.getInputList());
        }
        GraphProto.Builder cut = GraphProto.newBuilder().setName(graph.getName());
        graph.getNodeList().stream()
                .filter(node -> node.getOutputList().stream().anyMatch(needed::contains))
                .forEach(cut::addNode);
        graph.getInitializerList().stream()
                .filter(tensor -> needed.contains(tensor.getName()))
                .forEach(cut::addInitializer);
        inputs.forEach(input -> cut.addInput(value(input)));
        outputs.forEach(output -> cut.addOutput(value(output)));
        return new OnnxFile(file.model().toBuilder().setGraph(cut).build());
    }

    static OnnxFile alsoGiving(OnnxFile file, Set<String> values) {
        GraphProto.Builder graph = file.model().getGraph().toBuilder();
        TreeSet<String> left = new TreeSet<>(values);
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(left::remove));
        if (!left.isEmpty()) {
            throw new InferenceException("The network computes no value " + left.first() + ".");
        }
        Set<String> given =
                graph.getOutputList().stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
        // Without a shape, which the file does not say: the engine knows it when it runs.
        values.stream()
                .filter(name -> !given.contains(name))
                .sorted()
                .forEach(name -> graph.addOutput(ValueInfoProto.newBuilder()
                        .setName(name)
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder()
                                        .setElemType(OnnxTypes.of(ElementType.FLOAT32))))));
        return new OnnxFile(file.model().toBuilder().setGraph(graph).build());
    }

    private static ValueInfoProto value(TensorSpec spec) {
        return OnnxTypes.value(spec.name(), spec.type(), Dimension.all(spec.shape()));
    }
}
