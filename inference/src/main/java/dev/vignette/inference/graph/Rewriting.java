package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.vignette.inference.InferenceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A graph on its way into an edited one: the nodes are gone through in order, and each is kept or has others put in its place.
 * What nothing needs any more is left out at the end. Used once, by one thread.
 */
final class Rewriting {
    private final OnnxFile file;
    private final GraphProto graph;
    private final String stem;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, List<NodeProto>> users = new HashMap<>();
    private final Map<String, long[]> shapes = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> outputs = new HashSet<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> added = new ArrayList<>();
    private int names;

    /** @param stem begins the names of what is added */
    Rewriting(OnnxFile file, String stem) {
        this.file = file;
        this.stem = stem;
        graph = file.model().getGraph();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : graph.getNodeList()) {
            AttributeProto value = node.getOpType().equals("Constant") ? Attributes.find(node, "value") : null;
            if (value != null) {
                constants.put(node.getOutput(0), value.getT());
            }
            node.getOutputList().forEach(output -> makers.put(output, node));
            node.getInputList()
                    .forEach(input -> users.computeIfAbsent(input, one -> new ArrayList<>())
                            .add(node));
            taken.addAll(node.getOutputList());
        }
        taken.addAll(constants.keySet());
        graph.getInputList().forEach(this::remember);
        graph.getValueInfoList().forEach(this::remember);
        graph.getOutputList().forEach(output -> outputs.add(output.getName()));
    }

    /** What is put in a convolution's place. */
    @FunctionalInterface
    interface ConvolutionEdit {
        /** @param numbers of the weights */
        void rewrite(Rewriting graph, NodeProto node, TensorProto weights, float[] numbers);
    }

    /**
     * The same file with other nodes in the place of some convolutions whose weights are written in it.
     *
     * @param fits by the node and its weights, whether it is one of them
     */
    static OnnxFile convolutions(
            OnnxFile file, String stem, BiPredicate<NodeProto, TensorProto> fits, ConvolutionEdit edit) {
        Rewriting graph = new Rewriting(file, stem);
        for (NodeProto node : graph.original()) {
            TensorProto weights = node.getOpType().equals("Conv") ? graph.constant(node.getInput(1)) : null;
            float[] numbers = weights != null && fits.test(node, weights) ? graph.numbers(node.getInput(1)) : null;
            if (weights == null || numbers == null) {
                graph.keep(node);
            } else {
                edit.rewrite(graph, node, weights, numbers);
            }
        }
        return graph.done();
    }

    private void remember(ValueInfoProto value) {
        taken.add(value.getName());
        if (value.getType().getTensorType().hasShape()) {
            shapes.put(value.getName(), OnnxTypes.spec(value).shape());
        }
    }

    /** The nodes as they were. */
    List<NodeProto> original() {
        return graph.getNodeList();
    }

    @Nullable
    TensorProto constant(String value) {
        return constants.get(value);
    }

    @Nullable
    NodeProto maker(String value) {
        return makers.get(value);
    }

    /** The nodes that take a value, once for each time they take it. */
    List<NodeProto> users(String value) {
        return users.getOrDefault(value, List.of());
    }

    boolean isOutput(String value) {
        return outputs.contains(value);
    }

    /** The shape that the file says a value has, with −1 for open sides, or null. */
    long @Nullable [] shape(String value) {
        return shapes.get(value);
    }

    /** A name that nothing has yet. */
    String fresh() {
        String name = stem + "_" + names++;
        return taken.add(name) ? name : fresh();
    }

    void keep(NodeProto node) {
        nodes.add(node);
    }

    /** Adds a node and returns the fresh name of its only output. */
    String add(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = fresh();
        add(operator, inputs, output, attributes);
        return output;
    }

    /** Adds a node whose only output has this name. */
    void add(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        nodes.add(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(Arrays.asList(attributes))
                .build());
    }

    /** Adds a constant under a fresh name. */
    String constant(TensorProto.Builder values) {
        TensorProto tensor = values.setName(fresh()).build();
        added.add(tensor);
        constants.put(tensor.getName(), tensor);
        return tensor.getName();
    }

    String floats(float[] values, long... shape) {
        TensorProto tensor = Initializers.floats(fresh(), values, shape);
        added.add(tensor);
        constants.put(tensor.getName(), tensor);
        return tensor.getName();
    }

    String longs(long... values) {
        TensorProto tensor = Initializers.longs(fresh(), values, values.length);
        added.add(tensor);
        constants.put(tensor.getName(), tensor);
        return tensor.getName();
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, long... values) {
        AttributeProto.Builder list = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        Arrays.stream(values).forEach(list::addInts);
        return list.build();
    }

    static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(com.google.protobuf.ByteString.copyFromUtf8(value))
                .build();
    }

    /** The numbers of a constant of FLOAT32, or null if the value is none. */
    float @Nullable [] numbers(String value) {
        TensorProto tensor = constants.get(value);
        return tensor == null || tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()
                ? null
                : Initializers.floats(tensor);
    }

    /** The numbers of a constant of INT64, or null if the value is none. */
    long @Nullable [] integers(String value) {
        TensorProto tensor = constants.get(value);
        return tensor == null || tensor.getDataType() != TensorProto.DataType.INT64.getNumber()
                ? null
                : Initializers.longs(tensor);
    }

    /** The edited file, with the inputs and outputs that it had. */
    OnnxFile done() {
        Map<String, NodeProto> made = new HashMap<>();
        nodes.forEach(node -> node.getOutputList().forEach(output -> made.put(output, node)));
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(outputs);
        while (!open.isEmpty()) {
            String value = open.poll();
            NodeProto maker = made.get(value);
            if (!value.isEmpty() && needed.add(value) && maker != null) {
                open.addAll(maker.getInputList());
            }
        }
        GraphProto.Builder edited =
                graph.toBuilder().clearNode().clearInitializer().clearValueInfo();
        for (NodeProto node : nodes) {
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                edited.addNode(node);
            }
        }
        for (List<TensorProto> tensors : List.of(graph.getInitializerList(), added)) {
            tensors.stream().filter(tensor -> needed.contains(tensor.getName())).forEach(edited::addInitializer);
        }
        for (String output : outputs) {
            if (!made.containsKey(output) && !taken.contains(output)) {
                throw new InferenceException("The edit lost the output " + output + " of the network.");
            }
        }
        return new OnnxFile(file.model().toBuilder().setGraph(edited).build());
    }
}
