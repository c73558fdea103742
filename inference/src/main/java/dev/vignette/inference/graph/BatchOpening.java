package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.vignette.inference.InferenceException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the items of a batch through a graph. They are outermost in every value that depends on them (its first side is
 * the number of items, or a multiple of it); a node that would move them elsewhere, or mix them, is refused. Where a value
 * that is the same for all items meets one that is not and the operator does not spread it by itself, it is spread before.
 * Used once, by one thread.
 *
 * <p>Longer than most files because operators differ in what keeps items apart, and a table of them is read best in one
 * piece.
 */
final class BatchOpening {
    private static final String BATCH = "batch";

    /** Operators that work on each item, or each number, by itself, and on their first input only. */
    private static final Set<String> ALONE = Set.of(
            "Conv",
            "ConvTranspose",
            "BatchNormalization",
            "InstanceNormalization",
            "AveragePool",
            "MaxPool",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "Relu",
            "LeakyRelu",
            "PRelu",
            "Elu",
            "Sigmoid",
            "HardSigmoid",
            "HardSwish",
            "Tanh",
            "Softplus",
            "Softsign",
            "Erf",
            "Exp",
            "Log",
            "Sqrt",
            "Reciprocal",
            "Neg",
            "Abs",
            "Sin",
            "Cos",
            "Floor",
            "Ceil",
            "Round",
            "Sign",
            "Clip",
            "Cast",
            "Identity",
            "Dropout",
            "Gelu",
            "Mish",
            "Not",
            "LRN",
            "Pad",
            "DepthToSpace",
            "SpaceToDepth",
            "IsNaN",
            "Selu",
            "Celu",
            "Upsample",
            "GroupNormalization");

    /** Operators that spread smaller inputs over larger ones. */
    private static final Set<String> SPREADING = Set.of(
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Min",
            "Max",
            "Mean",
            "Sum",
            "Where",
            "Equal",
            "Greater",
            "Less",
            "GreaterOrEqual",
            "LessOrEqual",
            "And",
            "Or",
            "Mod",
            "MatMul");

    private final OnnxFile file;
    private final Set<String> inputs;
    private final GraphProto graph;
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> added = new ArrayList<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    /** Values with one entry for each item: their number of sides, or −1 where it is not known. */
    private final Map<String, Integer> batched = new HashMap<>();

    private int names;

    BatchOpening(OnnxFile file, Set<String> inputs) {
        this.file = file;
        this.inputs = inputs;
        graph = file.model().getGraph();
    }

    OnnxFile apply() {
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : graph.getNodeList()) {
            TensorProto value = node.getOpType().equals("Constant") ? value(node) : null;
            if (value != null) {
                constants.put(node.getOutput(0), value);
            }
        }
        GraphProto.Builder opened =
                graph.toBuilder().clearNode().clearInput().clearOutput().clearValueInfo();
        Set<String> missing = new HashSet<>(inputs);
        for (ValueInfoProto input : graph.getInputList()) {
            missing.remove(input.getName());
            boolean open = inputs.contains(input.getName());
            opened.addInput(open ? opened(input) : input);
            if (open) {
                batched.put(
                        input.getName(),
                        input.getType().getTensorType().getShape().getDimCount());
            }
        }
        if (!missing.isEmpty()) {
            throw new InferenceException("The network has no inputs " + missing + ".");
        }
        graph.getNodeList().forEach(this::rewrite);
        opened.addAllNode(nodes).addAllInitializer(added);
        for (ValueInfoProto output : graph.getOutputList()) {
            opened.addOutput(batched.containsKey(output.getName()) ? opened(output) : output);
        }
        return new OnnxFile(file.model().toBuilder().setGraph(opened).build());
    }

    private static @Nullable TensorProto value(NodeProto node) {
        var attribute = Attributes.find(node, "value");
        return attribute == null ? null : attribute.getT();
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

    private void rewrite(NodeProto node) {
        if (node.getInputList().stream().noneMatch(batched::containsKey)
                || node.getOpType().equals("Shape")) {
            // Shapes that are computed while the network runs are right for any batch.
            nodes.add(node);
            return;
        }
        switch (node.getOpType()) {
            case "Reshape" -> reshape(node);
            case "Expand" -> expand(node);
            case "Concat" -> concat(node);
            case "GridSample" -> keep(spread(node), rank(node.getInput(0), node.getInput(1)));
            case "Transpose" -> transpose(node);
            case "Slice" -> slice(node);
            case "Split" -> keep(aside(node, axis(node, 0)), rank(node.getInput(0)));
            case "Softmax", "LogSoftmax" -> keep(aside(node, axis(node, -1)), rank(node.getInput(0)));
            case "LayerNormalization" -> keep(aside(node, axis(node, -1)), rank(node.getInput(0)));
            case "Unsqueeze" -> unsqueeze(node);
            case "Squeeze" -> squeeze(node);
            case "Gather" -> gather(node);
            case "Resize" -> resize(node);
            case "Tile" -> tile(node);
            case "Flatten" -> keep(aside(node, Attributes.integer(node, "axis", 1)), 2);
            case "Gemm" -> gemm(node);
            default -> other(node);
        }
    }

    private void other(NodeProto node) {
        String type = node.getOpType();
        if (type.startsWith("Reduce")) {
            reduce(node);
        } else if (ALONE.contains(type) && onlyFirst(node)) {
            keep(node, rank(node.getInput(0)));
        } else if (SPREADING.contains(type)) {
            spreading(node);
        } else {
            throw refused(node, "is not known to keep items apart");
        }
    }

    private boolean onlyFirst(NodeProto node) {
        return node.getInputList().stream().skip(1).noneMatch(batched::containsKey);
    }

    private InferenceException refused(NodeProto node, String why) {
        return new InferenceException(
                "The network cannot be opened for batches: its node " + Attributes.describe(node) + " " + why + ".");
    }

    private void keep(NodeProto node, int rank) {
        nodes.add(node);
        node.getOutputList().stream().filter(name -> !name.isEmpty()).forEach(name -> batched.put(name, rank));
    }

    /** Sides of a value, or −1. */
    private int rank(String... values) {
        int most = -1;
        for (String value : values) {
            TensorProto constant = constants.get(value);
            most = Math.max(most, batched.getOrDefault(value, constant == null ? -1 : constant.getDimsCount()));
        }
        return most;
    }

    private static long axis(NodeProto node, long otherwise) {
        return Attributes.integer(node, "axis", otherwise);
    }

    /** The node, if its axis is not the items'. */
    private NodeProto aside(NodeProto node, long axis) {
        int rank = rank(node.getInput(0));
        if (axis == 0 || (axis < 0 && rank + axis == 0)) {
            throw refused(node, "works across items");
        }
        return node;
    }

    private long @Nullable [] longs(NodeProto node, int input) {
        if (node.getInputCount() <= input || node.getInput(input).isEmpty()) {
            return null;
        }
        TensorProto constant = constants.get(node.getInput(input));
        return constant == null ? null : integers(constant);
    }

    private static long[] integers(TensorProto tensor) {
        if (!tensor.getRawData().isEmpty()) {
            var bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            long[] values = new long[bytes.remaining() / 8];
            bytes.asLongBuffer().get(values);
            return values;
        }
        return tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
    }

    private String constant(long... values) {
        String name = fresh();
        added.add(Initializers.longs(name, values, values.length));
        return name;
    }

    private String fresh() {
        return "__batch_" + names++;
    }

    private String add(String type, String... from) {
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
    private String count() {
        String first = inputs.iterator().next();
        return add("Slice", add("Shape", first), constant(0), constant(1), constant(0));
    }

    private String joined(String first, String second) {
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

    private void reshape(NodeProto node) {
        requireFirst(node);
        long[] shape = longs(node, 1);
        if (shape == null) {
            keep(node, -1);
            return;
        }
        long[] open = shape.clone();
        boolean inferred = Arrays.stream(shape).anyMatch(side -> side == -1);
        if (open[0] > 0 && !inferred) {
            open[0] = -1;
            keep(node.toBuilder().setInput(1, constant(open)).build(), shape.length);
        } else if (open[0] > 0) {
            // Another side is left to be inferred: the first has to be computed.
            String first = add("Mul", count(), constant(open[0]));
            String rest = constant(Arrays.copyOfRange(open, 1, open.length));
            keep(node.toBuilder().setInput(1, joined(first, rest)).build(), shape.length);
        } else {
            keep(node, shape.length);
        }
    }

    private void requireFirst(NodeProto node) {
        if (!batched.containsKey(node.getInput(0))) {
            throw refused(node, "takes its shape from the items");
        }
    }

    private void expand(NodeProto node) {
        requireFirst(node);
        long[] shape = longs(node, 1);
        if (shape == null) {
            keep(node, -1);
            return;
        }
        int rank = rank(node.getInput(0));
        if (rank >= 0 && shape.length > rank) {
            throw refused(node, "puts a side before the items");
        }
        long[] open = shape.clone();
        if (shape.length == rank) {
            // One leaves a side as it is.
            open[0] = 1;
        }
        keep(node.toBuilder().setInput(1, constant(open)).build(), rank);
    }

    private void concat(NodeProto node) {
        int rank = rank(node.getInputList().toArray(String[]::new));
        long axis = axis(node, 0);
        if (axis == 0 || (axis < 0 && rank + axis == 0)) {
            throw refused(node, "joins items");
        }
        keep(spread(node), rank);
    }

    /** The node with every input that is the same for all items repeated for each. */
    private NodeProto spread(NodeProto node) {
        int rank = rank(node.getInputList().toArray(String[]::new));
        NodeProto.Builder changed = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            String input = node.getInput(i);
            if (input.isEmpty() || batched.containsKey(input)) {
                continue;
            }
            int own = node.getOpType().equals("GridSample") ? rank(input, node.getInput(1 - i)) : rank;
            if (own < 1) {
                throw refused(node, "joins values whose number of sides is not known");
            }
            long[] ones = new long[own - 1];
            Arrays.fill(ones, 1);
            changed.setInput(i, add("Expand", input, joined(count(), constant(ones))));
        }
        return changed.build();
    }

    private void transpose(NodeProto node) {
        List<Long> order = Attributes.integers(node, "perm");
        if (order == null || order.getFirst() != 0) {
            throw refused(node, "moves the items from the first side");
        }
        keep(node, order.size());
    }

    private void slice(NodeProto node) {
        requireFirst(node);
        long[] axes = longs(node, 3);
        int rank = rank(node.getInput(0));
        if (axes == null) {
            throw refused(node, "cuts along sides that are not named");
        }
        for (int i = 0; i < axes.length; i++) {
            boolean first = axes[i] == 0 || rank + axes[i] == 0;
            if (first && !whole(node, i)) {
                throw refused(node, "takes some items only");
            }
        }
        keep(node, rank);
    }

    private boolean whole(NodeProto node, int i) {
        long[] from = longs(node, 1);
        long[] to = longs(node, 2);
        return from != null && to != null && from[i] == 0 && to[i] >= Integer.MAX_VALUE;
    }

    private List<Long> axes(NodeProto node) {
        List<Long> attribute = Attributes.integers(node, "axes");
        if (attribute != null) {
            return attribute;
        }
        long[] input = longs(node, 1);
        if (input == null) {
            throw refused(node, "works along sides that are not named");
        }
        return Arrays.stream(input).boxed().toList();
    }

    private void unsqueeze(NodeProto node) {
        List<Long> axes = axes(node);
        int rank = rank(node.getInput(0)) + axes.size();
        if (axes.stream().anyMatch(axis -> axis == 0 || rank + axis == 0)) {
            throw refused(node, "puts a side before the items");
        }
        keep(node, rank);
    }

    private void squeeze(NodeProto node) {
        List<Long> axes = axes(node);
        int rank = rank(node.getInput(0));
        if (axes.stream().anyMatch(axis -> axis == 0 || rank + axis == 0)) {
            throw refused(node, "removes the side of the items");
        }
        keep(node, rank - axes.size());
    }

    private void reduce(NodeProto node) {
        List<Long> axes = axes(node);
        int rank = rank(node.getInput(0));
        if (axes.isEmpty() || axes.stream().anyMatch(axis -> axis == 0 || rank + axis == 0)) {
            throw refused(node, "mixes items");
        }
        keep(node, Attributes.integer(node, "keepdims", 1) == 1 ? rank : rank - axes.size());
    }

    private void gather(NodeProto node) {
        int data = rank(node.getInput(0));
        int indices = rank(node.getInput(1));
        if (batched.containsKey(node.getInput(0))) {
            if (batched.containsKey(node.getInput(1)) || indices < 0) {
                throw refused(node, "picks from items by other items");
            }
            keep(aside(node, axis(node, 0)), data - 1 + indices);
        } else if (axis(node, 0) == 0 && data >= 0) {
            keep(node, data - 1 + indices);
        } else {
            throw refused(node, "is not known to keep items apart");
        }
    }

    private void resize(NodeProto node) {
        requireFirst(node);
        long[] sizes = longs(node, 3);
        if (sizes == null) {
            keep(node, rank(node.getInput(0)));
            return;
        }
        String first = add("Mul", count(), constant(sizes[0]));
        String rest = constant(Arrays.copyOfRange(sizes, 1, sizes.length));
        keep(node.toBuilder().setInput(3, joined(first, rest)).build(), sizes.length);
    }

    private void tile(NodeProto node) {
        requireFirst(node);
        long[] repeats = longs(node, 1);
        if (repeats == null || repeats[0] != 1) {
            throw refused(node, "repeats items");
        }
        keep(node, repeats.length);
    }

    private void gemm(NodeProto node) {
        if (!onlyFirst(node) || Attributes.integer(node, "transA", 0) != 0) {
            throw refused(node, "multiplies items with each other");
        }
        keep(node, 2);
    }

    private void spreading(NodeProto node) {
        int rank = rank(node.getInputList().toArray(String[]::new));
        for (String input : node.getInputList()) {
            Integer own = batched.get(input);
            if (own != null && own >= 0 && own < rank) {
                throw refused(node, "puts a side before the items");
            }
        }
        boolean twoSides = node.getOpType().equals("MatMul") && rank == 2;
        if (twoSides && batched.containsKey(node.getInput(1))) {
            throw refused(node, "multiplies items with each other");
        }
        keep(node, rank);
    }
}
