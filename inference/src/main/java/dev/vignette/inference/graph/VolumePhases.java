package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of volumes whose layers were enlarged twice by repeating pixels are computed at the small size: the taps of a kernel of 3 fall
 * on two pixels of a row, in one way for the first copy of a pixel and in another for the second. One convolution with a kernel of two by
 * two within layers and four times the channels sees all of them, at the places where four pixels meet; its output, which is usually
 * far smaller than the enlarged map, is then put in order. Normalisation and activation after it stay beside it. Stateless.
 */
final class VolumePhases {
    private static final Set<String> ACTIVATIONS = Set.of("Relu", "LeakyRelu");
    /** On which of two pixels a tap falls, for the first and for the second copy. */
    private static final int[][] PLACES = {{0, 1, 1}, {0, 0, 1}};

    private final Rewriting graph;
    private final Set<String> done = new HashSet<>();

    private VolumePhases(OnnxFile file) {
        graph = new Rewriting(file, "copies");
    }

    static OnnxFile apply(OnnxFile file) {
        VolumePhases edit = new VolumePhases(file);
        for (NodeProto node : edit.graph.original()) {
            String small = edit.enlarged(node);
            if (small != null) {
                edit.rewrite(node, small);
            } else if (!edit.done.contains(node.getOutput(0))) {
                edit.graph.keep(node);
            }
        }
        return edit.graph.done();
    }

    /** What was enlarged before this convolution, or null. */
    private @Nullable String enlarged(NodeProto node) {
        NodeProto resize = node.getOpType().equals("Conv") ? graph.maker(node.getInput(0)) : null;
        TensorProto weights = resize == null ? null : graph.constant(node.getInput(1));
        if (resize == null || weights == null || !resize.getOpType().equals("Resize")) {
            return null;
        }
        boolean kernel = weights.getDimsCount() == 5
                && weights.getDimsList().stream().skip(2).allMatch(side -> side == 3)
                && node.getInputList().stream().skip(1).allMatch(input -> graph.numbers(input) != null)
                && all(node, "pads", 1)
                && Attributes.integers(node, "pads") != null
                && all(node, "strides", 1)
                && all(node, "dilations", 1)
                && Attributes.integer(node, "group", 1) == 1;
        float[] scales = resize.getInputCount() > 2 ? graph.numbers(resize.getInput(2)) : null;
        boolean twice = Arrays.equals(scales, new float[] {1, 1, 1, 2, 2})
                && Attributes.text(resize, "mode", "nearest").equals("nearest")
                && Attributes.text(resize, "coordinate_transformation_mode", "half_pixel")
                        .equals("asymmetric")
                && Attributes.text(resize, "nearest_mode", "round_prefer_floor").equals("floor");
        return kernel && twice ? resize.getInput(0) : null;
    }

    private static boolean all(NodeProto node, String attribute, long value) {
        List<Long> numbers = Attributes.integers(node, attribute);
        return numbers == null || numbers.stream().allMatch(number -> number == value);
    }

    private void rewrite(NodeProto node, String small) {
        TensorProto weights = graph.constant(node.getInput(1));
        if (weights == null) {
            throw new IllegalStateException("Looked at before");
        }
        int out = (int) weights.getDims(0);
        List<String> inputs = new ArrayList<>(List.of(small, summed(node.getInput(1), out, (int) weights.getDims(1))));
        node.getInputList().stream().skip(2).forEach(bias -> inputs.add(repeated(bias)));
        String value = graph.add("Conv", inputs, Rewriting.attribute("pads", 1, 1, 1, 1, 1, 1));
        NodeProto last = node;
        done.add(last.getOutput(0));
        for (NodeProto next = follower(last); next != null; next = follower(last)) {
            List<String> operands = new ArrayList<>(List.of(value));
            Map<String, String> wide = new HashMap<>();
            next.getInputList().stream()
                    .skip(1)
                    .forEach(input -> operands.add(wide.computeIfAbsent(input, this::repeated)));
            value = graph.add(
                    next.getOpType(), operands, next.getAttributeList().toArray(AttributeProto[]::new));
            last = next;
            done.add(last.getOutput(0));
        }
        ordered(value, out, last.getOutput(0));
    }

    /** The only one that takes a node's output, if it treats each channel for itself. */
    private @Nullable NodeProto follower(NodeProto node) {
        List<NodeProto> users = graph.users(node.getOutput(0));
        if (users.size() != 1 || graph.isOutput(node.getOutput(0))) {
            return null;
        }
        NodeProto user = users.getFirst();
        boolean normal = user.getOpType().equals("BatchNormalization")
                && user.getInputList().stream().skip(1).allMatch(input -> graph.numbers(input) != null);
        return normal || ACTIVATIONS.contains(user.getOpType()) ? user : null;
    }

    private String summed(String constant, int out, int in) {
        float[] numbers = numbers(constant);
        int pairs = out * in;
        float[] sums = new float[4 * pairs * 3 * 4];
        for (int copy = 0; copy < 4; copy++) {
            int[] rows = PLACES[copy / 2];
            int[] columns = PLACES[copy % 2];
            for (int i = 0; i < pairs * 3; i++) {
                for (int tap = 0; tap < 9; tap++) {
                    sums[((copy * pairs * 3 + i) * 2 + rows[tap / 3]) * 2 + columns[tap % 3]] += numbers[i * 9 + tap];
                }
            }
        }
        return graph.floats(sums, 4L * out, in, 3, 2, 2);
    }

    private String repeated(String constant) {
        float[] numbers = numbers(constant);
        float[] four = new float[4 * numbers.length];
        for (int i = 0; i < four.length; i++) {
            four[i] = numbers[i % numbers.length];
        }
        return graph.floats(four, four.length);
    }

    private float[] numbers(String constant) {
        float[] numbers = graph.numbers(constant);
        if (numbers == null) {
            throw new IllegalStateException("Looked at before");
        }
        return numbers;
    }

    /** {@code [n, 4·out, depth, height + 1, width + 1]} to {@code [n, out, depth, 2·height, 2·width]}. */
    private void ordered(String value, int out, String output) {
        List<String> rows = new ArrayList<>();
        for (int y = 0; y < 2; y++) {
            List<String> columns = new ArrayList<>();
            for (int x = 0; x < 2; x++) {
                long channel = (2L * y + x) * out;
                String copies = graph.add(
                        "Slice",
                        List.of(
                                value,
                                graph.longs(channel, y, x),
                                graph.longs(
                                        channel + out,
                                        y == 0 ? -1 : Integer.MAX_VALUE,
                                        x == 0 ? -1 : Integer.MAX_VALUE),
                                graph.longs(1, 3, 4)));
                columns.add(graph.add("Unsqueeze", List.of(copies, graph.longs(5))));
            }
            String row = graph.add(
                    "Reshape",
                    List.of(
                            graph.add("Concat", columns, Rewriting.attribute("axis", 5L)),
                            graph.longs(0, 0, 0, 0, -1)));
            rows.add(graph.add("Unsqueeze", List.of(row, graph.longs(4))));
        }
        String both = graph.add("Concat", rows, Rewriting.attribute("axis", 4L));
        String width = graph.add(
                "Slice", List.of(graph.add("Shape", List.of(both)), graph.longs(5), graph.longs(6), graph.longs(0)));
        String shape = graph.add("Concat", List.of(graph.longs(0, 0, 0, -1), width), Rewriting.attribute("axis", 0L));
        graph.add("Reshape", List.of(both, shape), output);
    }
}
