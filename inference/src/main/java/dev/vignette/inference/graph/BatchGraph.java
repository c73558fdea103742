package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.vignette.inference.InferenceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph on its way to one for any number of items: which of its values hold an entry for each item, and the nodes that are
 * there already. Used once, by one thread.
 */
final class BatchGraph {
    private static final String BATCH = "batch";

    private final OnnxFile file;
    private final Set<String> inputs;
    private final GraphProto graph;
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> added = new ArrayList<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    /** Values with one entry for each item: their number of sides, or −1 where it is not known. */
    private final Map<String, Integer> batched = new HashMap<>();

    /** The input whose items are counted while the network runs: the first in the file's order, so that each process makes the same. */
    private final String counted;

    private int names;

    /** @throws InferenceException if the graph has not all the {@code inputs} that are to hold one entry for each item */
    BatchGraph(OnnxFile file, Set<String> inputs) {
        this.file = file;
        this.inputs = inputs;
        graph = file.model().getGraph();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : graph.getNodeList()) {
            AttributeProto value = node.getOpType().equals("Constant") ? Attributes.find(node, "value") : null;
            if (value != null) {
                constants.put(node.getOutput(0), value.getT());
            }
        }
        Set<String> missing = new HashSet<>(inputs);
        for (ValueInfoProto input : graph.getInputList()) {
            if (missing.remove(input.getName())) {
                batched.put(
                        input.getName(),
                        input.getType().getTensorType().getShape().getDimCount());
            }
        }
        if (!missing.isEmpty()) {
            throw new InferenceException("The network has no inputs " + missing + ".");
        }
        counted = graph.getInputList().stream()
                .map(ValueInfoProto::getName)
                .filter(inputs::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No input is to hold one entry for each item."));
    }

    /** The nodes as they were. */
    List<NodeProto> original() {
        return graph.getNodeList();
    }

    /** Whether the value holds one entry for each item. */
    boolean isBatched(String value) {
        return batched.containsKey(value);
    }

    /** Whether any of the node's inputs from {@code first} on holds one entry for each item. */
    boolean takesItems(NodeProto node, int first) {
        return node.getInputList().stream().skip(first).anyMatch(batched::containsKey);
    }

    /** Keeps a node whose results are the same for all items. */
    void keep(NodeProto node) {
        nodes.add(node);
    }

    /** Keeps a node whose results, of {@code rank} sides or −1, hold one entry for each item. */
    void keep(NodeProto node, int rank) {
        nodes.add(node);
        node.getOutputList().stream().filter(name -> !name.isEmpty()).forEach(name -> batched.put(name, rank));
    }

    /** Sides of a value, or −1. */
    int rank(String... values) {
        int most = -1;
        for (String value : values) {
            TensorProto constant = constants.get(value);
            most = Math.max(most, batched.getOrDefault(value, constant == null ? -1 : constant.getDimsCount()));
        }
        return most;
    }

    /** Whether an axis, counted from the end if it is negative, is the items' side of a value of {@code rank} sides. */
    static boolean isOfItems(long axis, int rank) {
        return axis == 0 || (axis < 0 && rank + axis == 0);
    }

    /** @throws InferenceException if the node's first input is the same for all items, and only others are not */
    void requireFirst(NodeProto node) {
        if (!isBatched(node.getInput(0))) {
            throw refused(node, "takes its shape from the items");
        }
    }

    /** The numbers of a node's input, or null if they are not written in the file. */
    long @Nullable [] longs(NodeProto node, int input) {
        if (node.getInputCount() <= input || node.getInput(input).isEmpty()) {
            return null;
        }
        TensorProto constant = constants.get(node.getInput(input));
        return constant == null ? null : Initializers.longs(constant);
    }

    String constant(long... values) {
        String name = fresh();
        added.add(Initializers.longs(name, values, values.length));
        return name;
    }

    private String fresh() {
        return "__batch_" + names++;
    }

    String add(String type, String... from) {
        String name = fresh();
        nodes.add(NodeProto.newBuilder()
                .setOpType(type)
                .setName(name)
                .addAllInput(List.of(from))
                .addOutput(name)
                .build());
        return name;
    }

    /** The number of items, as a vector of one number. */
    String count() {
        return add("Slice", add("Shape", counted), constant(0), constant(1), constant(0));
    }

    String joined(String first, String second) {
        String name = fresh();
        nodes.add(NodeProto.newBuilder()
                .setOpType("Concat")
                .setName(name)
                .addInput(first)
                .addInput(second)
                .addOutput(name)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(0))
                .build());
        return name;
    }

    /** Another refusal to open the graph. */
    InferenceException refused(NodeProto node, String why) {
        return new InferenceException(
                "The network cannot be opened for batches: its node " + Attributes.describe(node) + " " + why + ".");
    }

    /** The opened graph. */
    OnnxFile done() {
        GraphProto.Builder opened =
                graph.toBuilder().clearNode().clearInput().clearOutput().clearValueInfo();
        graph.getInputList()
                .forEach(input -> opened.addInput(inputs.contains(input.getName()) ? opened(input) : input));
        opened.addAllNode(nodes).addAllInitializer(added);
        graph.getOutputList()
                .forEach(output -> opened.addOutput(isBatched(output.getName()) ? opened(output) : output));
        return new OnnxFile(file.model().toBuilder().setGraph(opened).build());
    }

    private static ValueInfoProto opened(ValueInfoProto value) {
        ValueInfoProto.Builder builder = value.toBuilder();
        TensorShapeProto.Builder shape =
                builder.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        if (shape.getDimCount() > 0) {
            shape.setDim(0, TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
        }
        return builder.build();
    }
}
