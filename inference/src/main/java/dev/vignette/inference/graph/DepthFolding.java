package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.InferenceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of volumes become convolutions of pictures, for which processors have far better code: the layers of all volumes
 * lie one after another as items of a batch, {@code [n·depth, channels, height, width]}, and what a kernel needs from the
 * layers before and behind is either put beside a layer's own channels before the convolution, or computed as channels of
 * its own and added up after it, whichever is less to move. Normalisation, activations, pooling and
 * enlarging within layers, and joining of channels stay in that form. The sums are the same, in another order. Used once, by one
 * thread.
 *
 * <p>Two kinds of values are places to cut at: {@code NAME/planes} is the volume NAME in that form, {@code NAME/parts} what is
 * added up to NAME, kernel layer by kernel layer, before its bias.
 *
 * <p>Longer than most files: a method for each kind of layer, all of which share what is folded by then.
 */
final class DepthFolding {
    static final String PLANES = "/planes";
    static final String PARTS = "/parts";

    private static final Set<String> ALONE = Set.of("Relu", "LeakyRelu", "Sigmoid", "Tanh", "BatchNormalization");
    private static final Set<String> POOLS = Set.of("AveragePool", "MaxPool");

    /** A volume as it lies in a batch of pictures. */
    private record Folded(String planes, int depth, int channels, int height, int width) {
        Folded of(String name) {
            return new Folded(name, depth, channels, height, width);
        }
    }

    private final Rewriting rewriting;
    private final Map<String, Folded> folded = new HashMap<>();
    /** Pictures whose channels are a volume's, layer by layer, where the file has them channel by channel. */
    private final Map<String, Folded> flat = new HashMap<>();

    private final Set<String> unfoldedValues = new HashSet<>();

    /** The only value whose making is folded, or null for all. */
    private final @Nullable String only;

    private DepthFolding(OnnxFile file, @Nullable String only) {
        rewriting = new Rewriting(file, "fold");
        this.only = only;
    }

    /** @throws InferenceException if the shape of a volume that is convolved is not known */
    static OnnxFile apply(OnnxFile file) {
        DepthFolding edit = new DepthFolding(file, null);
        edit.rewriting.original().forEach(edit::rewrite);
        return edit.rewriting.done();
    }

    /** Folds the one convolution that makes {@code value}, of a volume whose shape, with an open batch, is given. */
    static OnnxFile apply(OnnxFile file, String value, long... shape) {
        DepthFolding edit = new DepthFolding(file, value);
        NodeProto convolution = edit.rewriting.maker(value);
        if (convolution == null || !convolution.getOpType().equals("Conv")) {
            throw new InferenceException("The value " + value + " of the network is not made by a convolution.");
        }
        edit.rewriting.shape(convolution.getInput(0), shape);
        edit.rewriting.original().forEach(edit::rewrite);
        return edit.rewriting.done();
    }

    private void rewrite(NodeProto node) {
        String type = node.getOpType();
        Folded from = node.getInputCount() == 0 ? null : folded.get(node.getInput(0));
        if (type.equals("Conv") && wanted(node) && isVolumeKernel(node)) {
            convolve(node, from == null ? fold(node, node.getInput(0)) : from);
        } else if (from != null && ALONE.contains(type)) {
            same(node, from, from.height, from.width);
        } else if (from != null && POOLS.contains(type) && poolsLayers(node)) {
            pool(node, from);
        } else if (from != null && type.equals("Resize") && layerScale(node) > 0) {
            enlarge(node, from);
        } else if (type.equals("Concat") && Attributes.integer(node, "axis", 0) == 1 && foldable(node)) {
            join(node);
        } else if (from != null && type.equals("Reshape") && flattens(node, from)) {
            flatten(node, from);
        } else if (type.equals("Conv") && flat.containsKey(node.getInput(0))) {
            reorder(node);
        } else {
            unfolded(node);
        }
    }

    private boolean wanted(NodeProto node) {
        return only == null || only.equals(node.getOutput(0));
    }

    private boolean isVolumeKernel(NodeProto node) {
        TensorProto weights = rewriting.constant(node.getInput(1));
        if (weights == null || weights.getDimsCount() != 5 || rewriting.numbers(node.getInput(1)) == null) {
            return false;
        }
        List<Long> pads = Attributes.integers(node, "pads");
        List<Long> strides = Attributes.integers(node, "strides");
        List<Long> dilations = Attributes.integers(node, "dilations");
        boolean plain = Attributes.integer(node, "group", 1) == 1
                && (strides == null || strides.getFirst() == 1)
                && (dilations == null || dilations.getFirst() == 1);
        long pad = weights.getDims(2) / 2;
        boolean deep = pads == null ? pad == 0 : pads.get(0) == pad && pads.get(3) == pad;
        return plain && deep && weights.getDims(2) % 2 == 1;
    }

    private Folded fold(NodeProto node, String value) {
        long[] shape = rewriting.shape(value);
        if (shape == null || !isVolume(value)) {
            throw new InferenceException("The network's volumes cannot be folded into pictures: the shape of " + value
                    + ", which " + Attributes.describe(node) + " takes, is not written in the file.");
        }
        String turned = rewriting.add("Transpose", List.of(value), Rewriting.attribute("perm", 0, 2, 1, 3, 4));
        String name = value + PLANES;
        rewriting.add("Reshape", List.of(turned, rewriting.longs(-1, shape[1], shape[3], shape[4])), name);
        Folded one = new Folded(name, (int) shape[2], (int) shape[1], (int) shape[3], (int) shape[4]);
        folded.put(value, one);
        // It is still there as it was.
        unfoldedValues.add(value);
        return one;
    }

    private void convolve(NodeProto node, Folded from) {
        TensorProto tensor = rewriting.constant(node.getInput(1));
        float[] numbers = rewriting.numbers(node.getInput(1));
        if (tensor == null || numbers == null) {
            throw new IllegalStateException("The kernel's weights are known");
        }
        VolumeKernel kernel = new VolumeKernel(
                numbers,
                (int) tensor.getDims(0),
                (int) tensor.getDims(1),
                (int) tensor.getDims(2),
                (int) tensor.getDims(3),
                (int) tensor.getDims(4));
        List<AttributeProto> attributes = new ArrayList<>();
        List<Long> pads = Attributes.integers(node, "pads");
        if (pads != null) {
            attributes.add(Rewriting.attribute("pads", pads.get(1), pads.get(2), pads.get(4), pads.get(5)));
        }
        List<Long> strides = Attributes.integers(node, "strides");
        int down = strides == null ? 1 : Math.toIntExact(strides.get(1));
        int across = strides == null ? 1 : Math.toIntExact(strides.get(2));
        attributes.add(Rewriting.attribute("strides", (long) down, (long) across));
        int height = side(from.height, kernel.height(), pads, 1, down);
        int width = side(from.width, kernel.width(), pads, 2, across);
        Folded to = new Folded(node.getOutput(0) + PLANES, from.depth, kernel.out(), height, width);
        List<String> bias = node.getInputList().subList(2, node.getInputCount());
        if (kernel.out() < kernel.in() && kernel.depth() > 1) {
            addedAfter(node, from, to, kernel, bias, attributes);
        } else {
            besideBefore(from, to, kernel, bias, attributes);
        }
        folded.put(node.getOutput(0), to);
        unfoldIfOutput(node);
    }

    private static int side(int side, int kernel, @Nullable List<Long> pads, int axis, int stride) {
        long padded = side + (pads == null ? 0 : pads.get(axis) + pads.get(axis + 3));
        return Math.toIntExact((padded - kernel) / stride + 1);
    }

    private void besideBefore(
            Folded from, Folded to, VolumeKernel kernel, List<String> bias, List<AttributeProto> attributes) {
        String input = from.planes;
        if (kernel.depth() > 1) {
            String volume = padded(layered(from.planes, from), kernel.depth() / 2);
            List<String> shifted = new ArrayList<>();
            for (int layer = 0; layer < kernel.depth(); layer++) {
                shifted.add(rewriting.add(
                        "Slice",
                        List.of(
                                volume,
                                rewriting.longs(layer),
                                rewriting.longs((long) layer + from.depth),
                                rewriting.longs(1))));
            }
            String beside = rewriting.add("Concat", shifted, Rewriting.attribute("axis", 2));
            input = rewriting.add(
                    "Reshape",
                    List.of(
                            beside,
                            rewriting.longs(-1, (long) kernel.depth() * from.channels, from.height, from.width)));
        }
        List<String> inputs = new ArrayList<>(List.of(
                input,
                rewriting.floats(
                        kernel.beside(),
                        kernel.out(),
                        (long) kernel.depth() * kernel.in(),
                        kernel.height(),
                        kernel.width())));
        inputs.addAll(bias);
        rewriting.add("Conv", inputs, to.planes, attributes.toArray(AttributeProto[]::new));
    }

    private void addedAfter(
            NodeProto node,
            Folded from,
            Folded to,
            VolumeKernel kernel,
            List<String> bias,
            List<AttributeProto> attributes) {
        String weights = rewriting.floats(
                kernel.after(), (long) kernel.depth() * kernel.out(), kernel.in(), kernel.height(), kernel.width());
        String parts = node.getOutput(0) + PARTS;
        rewriting.add("Conv", List.of(from.planes, weights), parts, attributes.toArray(AttributeProto[]::new));
        Folded split = new Folded(parts, to.depth, kernel.depth() * kernel.out(), to.height, to.width);
        String volume = padded(layered(parts, split), kernel.depth() / 2);
        String sum = "";
        for (int layer = 0; layer < kernel.depth(); layer++) {
            String shifted = rewriting.add(
                    "Slice",
                    List.of(
                            volume,
                            rewriting.longs(layer, (long) layer * kernel.out()),
                            rewriting.longs((long) layer + to.depth, (layer + 1L) * kernel.out()),
                            rewriting.longs(1, 2)));
            sum = sum.isEmpty() ? shifted : rewriting.add("Add", List.of(sum, shifted));
        }
        List<String> shape = List.of(sum, rewriting.longs(-1, to.channels, to.height, to.width));
        if (bias.isEmpty()) {
            rewriting.add("Reshape", shape, to.planes);
            return;
        }
        float[] numbers = rewriting.numbers(bias.getFirst());
        String spread = numbers == null
                ? rewriting.add("Reshape", List.of(bias.getFirst(), rewriting.longs(1, to.channels, 1, 1)))
                : rewriting.floats(numbers, 1, to.channels, 1, 1);
        rewriting.add("Add", List.of(rewriting.add("Reshape", shape), spread), to.planes);
    }

    /** {@code [n, depth, channels, height, width]}. */
    private String layered(String planes, Folded shape) {
        return rewriting.add(
                "Reshape",
                List.of(planes, rewriting.longs(-1, shape.depth, shape.channels, shape.height, shape.width)));
    }

    /** With empty layers before and behind: a kernel's layer takes {@code depth} of them, beginning with its own number. */
    private String padded(String volume, int layers) {
        return rewriting.add("Pad", List.of(volume, rewriting.longs(0, layers, 0, 0, 0, 0, layers, 0, 0, 0)));
    }

    private void same(NodeProto node, Folded from, int height, int width) {
        Folded to = new Folded(node.getOutput(0) + PLANES, from.depth, from.channels, height, width);
        rewriting.keep(node.toBuilder()
                .setInput(0, from.planes)
                .clearOutput()
                .addOutput(to.planes)
                .build());
        folded.put(node.getOutput(0), to);
        unfoldIfOutput(node);
    }

    private static boolean poolsLayers(NodeProto node) {
        List<Long> kernel = Attributes.integers(node, "kernel_shape");
        List<Long> strides = Attributes.integers(node, "strides");
        List<Long> pads = Attributes.integers(node, "pads");
        return kernel != null
                && kernel.size() == 3
                && kernel.getFirst() == 1
                && strides != null
                && strides.getFirst() == 1
                && Attributes.integer(node, "ceil_mode", 0) == 0
                && (pads == null || pads.stream().allMatch(pad -> pad == 0));
    }

    private void pool(NodeProto node, Folded from) {
        List<Long> kernel = Attributes.integers(node, "kernel_shape");
        List<Long> strides = Attributes.integers(node, "strides");
        if (kernel == null || strides == null) {
            throw new IllegalStateException("Looked at before");
        }
        NodeProto.Builder flatPool = node.toBuilder().clearAttribute();
        node.getAttributeList().stream()
                .filter(attribute ->
                        !Set.of("kernel_shape", "strides", "pads", "dilations").contains(attribute.getName()))
                .forEach(flatPool::addAttribute);
        flatPool.addAttribute(Rewriting.attribute("kernel_shape", kernel.get(1), kernel.get(2)))
                .addAttribute(Rewriting.attribute("strides", strides.get(1), strides.get(2)));
        int height = side(from.height, Math.toIntExact(kernel.get(1)), null, 1, Math.toIntExact(strides.get(1)));
        int width = side(from.width, Math.toIntExact(kernel.get(2)), null, 2, Math.toIntExact(strides.get(2)));
        same(flatPool.build(), from, height, width);
    }

    /** By how much a layer's sides grow, where nothing else grows and both do alike; else 0. */
    private int layerScale(NodeProto node) {
        float[] scales = node.getInputCount() > 2 ? rewriting.numbers(node.getInput(2)) : null;
        if (scales == null) {
            return 0;
        }
        boolean within = scales.length == 5
                && scales[0] == 1
                && scales[1] == 1
                && scales[2] == 1
                && scales[3] == scales[4]
                && scales[3] == Math.rint(scales[3]);
        return within ? (int) scales[3] : 0;
    }

    private void enlarge(NodeProto node, Folded from) {
        int scale = layerScale(node);
        NodeProto flatResize = node.toBuilder()
                .setInput(2, rewriting.floats(new float[] {1, 1, scale, scale}, 4))
                .build();
        same(flatResize, from, from.height * scale, from.width * scale);
    }

    private boolean foldable(NodeProto node) {
        return node.getInputList().stream().anyMatch(folded::containsKey)
                && node.getInputList().stream().allMatch(input -> folded.containsKey(input) || isVolume(input));
    }

    private boolean isVolume(String value) {
        long[] shape = rewriting.shape(value);
        return shape != null
                && shape.length == 5
                && Arrays.stream(shape).skip(1).allMatch(side -> side > 0);
    }

    private void join(NodeProto node) {
        List<String> planes = new ArrayList<>();
        int channels = 0;
        Folded last = null;
        for (String input : node.getInputList()) {
            Folded one = folded.get(input);
            last = one == null ? fold(node, input) : one;
            planes.add(last.planes);
            channels += last.channels;
        }
        if (last == null) {
            throw new IllegalStateException("Joins something");
        }
        Folded to = new Folded(node.getOutput(0) + PLANES, last.depth, channels, last.height, last.width);
        rewriting.add("Concat", planes, to.planes, Rewriting.attribute("axis", 1));
        folded.put(node.getOutput(0), to);
        unfoldIfOutput(node);
    }

    /** Whether the channels and layers of a volume become channels of a picture that is only convolved. */
    private boolean flattens(NodeProto node, Folded from) {
        long[] shape = rewriting.integers(node.getInput(1));
        boolean channels = shape != null
                && shape.length == 4
                && (shape[1] == (long) from.depth * from.channels || shape[1] == -1)
                && shape[2] == from.height
                && shape[3] == from.width;
        return channels
                && !rewriting.isOutput(node.getOutput(0))
                && rewriting.users(node.getOutput(0)).stream().allMatch(this::mayReorder);
    }

    private boolean mayReorder(NodeProto user) {
        return user.getOpType().equals("Conv")
                && Attributes.integer(user, "group", 1) == 1
                && rewriting.numbers(user.getInput(1)) != null;
    }

    private void flatten(NodeProto node, Folded from) {
        String picture = rewriting.add(
                "Reshape",
                List.of(from.planes, rewriting.longs(-1, (long) from.depth * from.channels, from.height, from.width)));
        flat.put(node.getOutput(0), from.of(picture));
    }

    private void reorder(NodeProto node) {
        Folded picture = flat.get(node.getInput(0));
        TensorProto tensor = rewriting.constant(node.getInput(1));
        float[] weights = rewriting.numbers(node.getInput(1));
        if (picture == null || tensor == null || weights == null) {
            throw new IllegalStateException("Looked at before");
        }
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        int kernel = (int) (shape[2] * shape[3]);
        float[] ordered = new float[weights.length];
        int channels = picture.channels * picture.depth;
        for (int o = 0; o < shape[0]; o++) {
            for (int c = 0; c < picture.channels; c++) {
                for (int d = 0; d < picture.depth; d++) {
                    System.arraycopy(
                            weights,
                            (o * channels + c * picture.depth + d) * kernel,
                            ordered,
                            (o * channels + d * picture.channels + c) * kernel,
                            kernel);
                }
            }
        }
        rewriting.keep(node.toBuilder()
                .setInput(0, picture.planes)
                .setInput(1, rewriting.floats(ordered, shape))
                .build());
    }

    /** Keeps a node as it is, and gives it volumes as the file has them. */
    private void unfolded(NodeProto node) {
        for (String input : node.getInputList()) {
            unfold(input);
        }
        rewriting.keep(node);
    }

    private void unfoldIfOutput(NodeProto node) {
        if (rewriting.isOutput(node.getOutput(0))) {
            unfold(node.getOutput(0));
        }
    }

    private void unfold(String value) {
        Folded one = folded.get(value);
        boolean given = rewriting.shape(value) != null && rewriting.maker(value) == null;
        if (one == null || given || !unfoldedValues.add(value)) {
            return;
        }
        rewriting.add(
                "Transpose", List.of(layered(one.planes, one)), value, Rewriting.attribute("perm", 0, 2, 1, 3, 4));
    }
}
