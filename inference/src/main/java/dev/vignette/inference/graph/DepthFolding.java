package dev.vignette.inference.graph;

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
 */
final class DepthFolding {
    static final String PLANES = "/planes";
    static final String PARTS = "/parts";

    private static final Set<String> ALONE = Set.of("Relu", "LeakyRelu", "Sigmoid", "Tanh", "BatchNormalization");
    private static final Set<String> POOLS = Set.of("AveragePool", "MaxPool");

    private final Rewriting rewriting;
    private final FoldedConvolution convolution;
    private final Map<String, FoldedVolume> folded = new HashMap<>();
    /** Pictures whose channels are a volume's, layer by layer, where the file has them channel by channel. */
    private final Map<String, FoldedVolume> flat = new HashMap<>();

    private final Set<String> unfoldedValues = new HashSet<>();

    /** The only value whose making is folded, or null for all. */
    private final @Nullable String only;

    private DepthFolding(OnnxFile file, @Nullable String only) {
        rewriting = new Rewriting(file, "fold");
        convolution = new FoldedConvolution(rewriting);
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
        FoldedVolume from = node.getInputCount() == 0 ? null : folded.get(node.getInput(0));
        if (type.equals("Conv") && wanted(node) && convolution.folds(node)) {
            folded.put(
                    node.getOutput(0), convolution.convolve(node, from == null ? fold(node, node.getInput(0)) : from));
            unfoldIfOutput(node);
        } else if (from != null && ALONE.contains(type)) {
            same(node, from, from.height(), from.width());
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

    private FoldedVolume fold(NodeProto node, String value) {
        long[] shape = rewriting.shape(value);
        if (shape == null || !isVolume(value)) {
            throw new InferenceException("The network's volumes cannot be folded into pictures: the shape of " + value
                    + ", which " + Attributes.describe(node) + " takes, is not written in the file.");
        }
        String turned = rewriting.add("Transpose", List.of(value), Rewriting.attribute("perm", 0, 2, 1, 3, 4));
        String name = value + PLANES;
        rewriting.add("Reshape", List.of(turned, rewriting.longs(-1, shape[1], shape[3], shape[4])), name);
        FoldedVolume one = new FoldedVolume(name, (int) shape[2], (int) shape[1], (int) shape[3], (int) shape[4]);
        folded.put(value, one);
        // It is still there as it was.
        unfoldedValues.add(value);
        return one;
    }

    private void same(NodeProto node, FoldedVolume from, int height, int width) {
        FoldedVolume to = new FoldedVolume(node.getOutput(0) + PLANES, from.depth(), from.channels(), height, width);
        rewriting.keep(node.toBuilder()
                .setInput(0, from.planes())
                .clearOutput()
                .addOutput(to.planes())
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

    private void pool(NodeProto node, FoldedVolume from) {
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
        int height = FoldedVolume.side(
                from.height(), Math.toIntExact(kernel.get(1)), null, 1, Math.toIntExact(strides.get(1)));
        int width = FoldedVolume.side(
                from.width(), Math.toIntExact(kernel.get(2)), null, 2, Math.toIntExact(strides.get(2)));
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

    private void enlarge(NodeProto node, FoldedVolume from) {
        int scale = layerScale(node);
        NodeProto flatResize = node.toBuilder()
                .setInput(2, rewriting.floats(new float[] {1, 1, scale, scale}, 4))
                .build();
        same(flatResize, from, from.height() * scale, from.width() * scale);
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
        FoldedVolume last = null;
        for (String input : node.getInputList()) {
            FoldedVolume one = folded.get(input);
            last = one == null ? fold(node, input) : one;
            planes.add(last.planes());
            channels += last.channels();
        }
        if (last == null) {
            throw new IllegalStateException("Joins something");
        }
        FoldedVolume to =
                new FoldedVolume(node.getOutput(0) + PLANES, last.depth(), channels, last.height(), last.width());
        rewriting.add("Concat", planes, to.planes(), Rewriting.attribute("axis", 1));
        folded.put(node.getOutput(0), to);
        unfoldIfOutput(node);
    }

    /** Whether the channels and layers of a volume become channels of a picture that is only convolved. */
    private boolean flattens(NodeProto node, FoldedVolume from) {
        long[] shape = rewriting.integers(node.getInput(1));
        boolean channels = shape != null
                && shape.length == 4
                && (shape[1] == (long) from.depth() * from.channels() || shape[1] == -1)
                && shape[2] == from.height()
                && shape[3] == from.width();
        return channels
                && !rewriting.isOutput(node.getOutput(0))
                && rewriting.users(node.getOutput(0)).stream().allMatch(this::mayReorder);
    }

    private boolean mayReorder(NodeProto user) {
        return user.getOpType().equals("Conv")
                && Attributes.integer(user, "group", 1) == 1
                && rewriting.numbers(user.getInput(1)) != null;
    }

    private void flatten(NodeProto node, FoldedVolume from) {
        String picture = rewriting.add(
                "Reshape",
                List.of(
                        from.planes(),
                        rewriting.longs(-1, (long) from.depth() * from.channels(), from.height(), from.width())));
        flat.put(node.getOutput(0), from.of(picture));
    }

    private void reorder(NodeProto node) {
        FoldedVolume picture = flat.get(node.getInput(0));
        TensorProto tensor = rewriting.constant(node.getInput(1));
        float[] weights = rewriting.numbers(node.getInput(1));
        if (picture == null || tensor == null || weights == null) {
            throw new IllegalStateException("Looked at before");
        }
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        int kernel = (int) (shape[2] * shape[3]);
        float[] ordered = new float[weights.length];
        int channels = picture.channels() * picture.depth();
        for (int o = 0; o < shape[0]; o++) {
            for (int c = 0; c < picture.channels(); c++) {
                for (int d = 0; d < picture.depth(); d++) {
                    System.arraycopy(
                            weights,
                            (o * channels + c * picture.depth() + d) * kernel,
                            ordered,
                            (o * channels + d * picture.channels() + c) * kernel,
                            kernel);
                }
            }
        }
        rewriting.keep(node.toBuilder()
                .setInput(0, picture.planes())
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
        FoldedVolume one = folded.get(value);
        boolean given = rewriting.shape(value) != null && rewriting.maker(value) == null;
        if (one == null || given || !unfoldedValues.add(value)) {
            return;
        }
        rewriting.add("Transpose", List.of(one.layered(rewriting)), value, Rewriting.attribute("perm", 0, 2, 1, 3, 4));
    }
}
