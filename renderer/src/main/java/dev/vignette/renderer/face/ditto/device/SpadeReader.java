package dev.vignette.renderer.face.ditto.device;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the published decoder's layers out of its graph, from the image backwards, by operators and not by names. Anything that is not as
 * published ends the reading: such a decoder is used whole.
 */
final class SpadeReader {
    private static final Set<String> MOVES = Set.of("Reshape", "Transpose", "Identity");

    private final OnnxFile file;
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    private @Nullable String map;

    SpadeReader(OnnxFile file) {
        this.file = file;
        for (NodeProto node : file.model().getGraph().getNodeList()) {
            node.getOutputList().forEach(output -> makers.put(output, node));
            AttributeProto value = attribute(node, "value");
            if (node.getOpType().equals("Constant") && value != null) {
                constants.put(node.getOutput(0), value.getT());
            }
        }
        file.model().getGraph().getInitializerList().forEach(one -> constants.put(one.getName(), one));
    }

    /** The graph is built otherwise than published. */
    static final class Different extends Exception {
        private static final long serialVersionUID = 1;

        Different(String why) {
            super(why);
        }
    }

    /**
     * A convolution that keeps its map's size.
     *
     * @param weights {@code [out, in, side, side]}
     * @param bias {@code [out]}
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way into a graph, never compared.
    record Convolution(float[] weights, float[] bias, int out, int in, int side) {}

    /**
     * What modulates a normalisation.
     *
     * @param shared of the feature, followed by a rectifier
     * @param slope of the activation after it, below 0; 1 for none
     */
    record Norm(Convolution shared, Convolution gamma, Convolution beta, float epsilon, float slope) {
        int channels() {
            return gamma.out;
        }
    }

    /**
     * A residual block.
     *
     * @param enlarged by how much its input is enlarged first
     * @param scale of its maps against the feature's
     * @param shortcut of blocks that change the number of channels
     */
    record Block(
            int enlarged,
            int scale,
            Norm first,
            Convolution one,
            Norm second,
            Convolution two,
            @Nullable Shortcut shortcut) {}

    record Shortcut(Norm norm, Convolution convolution) {}

    /**
     * The decoder.
     *
     * @param entry convolutions of the feature before all else; the published decoder has none
     * @param stem what it begins with
     * @param blocks in order
     * @param slope of the activation before the head
     * @param head three colours by two rows by two columns
     */
    record Layers(List<Convolution> entry, Convolution stem, List<Block> blocks, float slope, Convolution head) {}

    Layers read() throws Different {
        NodeProto sigmoid = made("output", "Sigmoid");
        NodeProto head = made(shuffled(sigmoid.getInput(0)), "Conv");
        NodeProto activation = made(head.getInput(0), "LeakyRelu");
        List<Block> blocks = new ArrayList<>();
        String x = activation.getInput(0);
        while (made(x).getOpType().equals("Add")) {
            x = block(x, blocks);
        }
        NodeProto stem = made(x, "Conv");
        require(stem.getInput(0).equals(map), "it does not begin with the feature that modulates it");
        List<Convolution> entry = new ArrayList<>();
        String at = stem.getInput(0);
        while (!at.equals("feature")) {
            NodeProto before = made(at, "Conv");
            entry.addFirst(convolution(before));
            at = before.getInput(0);
        }
        Convolution last = convolution(head);
        require(last.out == 12, "its image has " + last.out + " planes");
        return new Layers(entry, convolution(stem), blocks.reversed(), slope(activation), last);
    }

    /** Adds the block that makes {@code value} and says what goes into it. */
    private String block(String value, List<Block> blocks) throws Different {
        NodeProto add = made(value, "Add");
        boolean second = activated(add.getInput(1));
        require(second != activated(add.getInput(0)), "a block's residual is not to be told from its shortcut");
        NodeProto two = made(add.getInput(second ? 1 : 0), "Conv");
        String shortcut = add.getInput(second ? 0 : 1);
        Modulated middle = modulated(two.getInput(0));
        NodeProto one = made(middle.x, "Conv");
        Modulated first = modulated(one.getInput(0));
        Shortcut through = null;
        if (!shortcut.equals(first.x)) {
            NodeProto narrowed = made(shortcut, "Conv");
            Modulated norm = modulated(narrowed.getInput(0));
            require(norm.x.equals(first.x) && norm.factor == first.factor, "a block's shortcut begins elsewhere");
            through = new Shortcut(norm.norm, convolution(narrowed));
        }
        require(middle.factor == first.factor, "a block's maps have several sizes");
        NodeProto before = made(first.x);
        int enlarged = before.getOpType().equals("Resize") ? factor(before) : 1;
        blocks.add(new Block(
                enlarged, first.factor, first.norm, convolution(one), middle.norm, convolution(two), through));
        return before.getOpType().equals("Resize") ? before.getInput(0) : first.x;
    }

    private boolean activated(String value) {
        NodeProto maker = makers.get(value);
        NodeProto before = maker == null || !maker.getOpType().equals("Conv") ? null : makers.get(maker.getInput(0));
        return before != null && before.getOpType().equals("LeakyRelu");
    }

    private record Modulated(String x, Norm norm, int factor) {}

    /** {@code (normalised · (1 + γ)) + β}, perhaps activated. */
    private Modulated modulated(String value) throws Different {
        NodeProto last = made(value);
        float slope = 1;
        if (last.getOpType().equals("LeakyRelu")) {
            slope = slope(last);
            last = made(last.getInput(0), "Add");
        }
        int product = maker(last, 0, "Mul") ? 0 : 1;
        NodeProto scaled = made(last.getInput(product), "Mul");
        NodeProto beta = made(last.getInput(1 - product), "Conv");
        int normal = maker(scaled, 0, "InstanceNormalization") ? 0 : 1;
        NodeProto norm = made(scaled.getInput(normal), "InstanceNormalization");
        NodeProto more = made(scaled.getInput(1 - normal), "Add");
        int convolved = maker(more, 0, "Conv") ? 0 : 1;
        NodeProto gamma = made(more.getInput(convolved), "Conv");
        require(all(more.getInput(1 - convolved), 1), "γ is not counted from one");
        require(all(norm.getInput(1), 1) && all(norm.getInput(2), 0), "a normalisation has weights of its own");
        require(gamma.getInput(0).equals(beta.getInput(0)), "γ and β have different origins");
        NodeProto shared = made(made(gamma.getInput(0), "Relu").getInput(0), "Conv");
        NodeProto resize = makers.get(shared.getInput(0));
        boolean resized = resize != null && resize.getOpType().equals("Resize");
        String origin = resized && resize != null ? resize.getInput(0) : shared.getInput(0);
        require(map == null || map.equals(origin), "normalisations are modulated by several maps");
        map = origin;
        AttributeProto epsilon = attribute(norm, "epsilon");
        return new Modulated(
                norm.getInput(0),
                new Norm(
                        convolution(shared),
                        convolution(gamma),
                        convolution(beta),
                        epsilon == null ? 1e-5f : epsilon.getF(),
                        slope),
                resized && resize != null ? factor(resize) : 1);
    }

    /** What a shuffle of pixels, as exporters write it, takes: colour, row and column of a channel in this order. */
    private String shuffled(String value) throws Different {
        NodeProto node = made(value);
        if (node.getOpType().equals("DepthToSpace")) {
            AttributeProto mode = attribute(node, "mode");
            AttributeProto size = attribute(node, "blocksize");
            require(
                    mode != null && mode.getS().toStringUtf8().equals("CRD") && size != null && size.getI() == 2,
                    "its pixels are shuffled otherwise");
            return node.getInput(0);
        }
        List<Long> order = List.of();
        String at = value;
        while (MOVES.contains(made(at).getOpType())) {
            NodeProto move = made(at);
            AttributeProto turned = attribute(move, "perm");
            if (turned != null) {
                require(order.isEmpty(), "its pixels are turned twice");
                order = turned.getIntsList();
            }
            at = move.getInput(0);
        }
        require(order.equals(List.of(0L, 1L, 4L, 2L, 5L, 3L)), "its pixels are shuffled otherwise");
        return at;
    }

    /** By how much a map is enlarged by repeating pixels. */
    private int factor(NodeProto resize) throws Different {
        String coordinates = text(resize, "coordinate_transformation_mode", "half_pixel");
        require(
                text(resize, "mode", "nearest").equals("nearest")
                        && coordinates.equals("asymmetric")
                        && text(resize, "nearest_mode", "round_prefer_floor").equals("floor"),
                "a map is enlarged otherwise than by repeating pixels");
        TensorProto scales = resize.getInputCount() > 2 ? constants.get(resize.getInput(2)) : null;
        if (scales == null) {
            throw new Different("by how much a map is enlarged is not written in the file");
        }
        float[] each = floats(scales);
        boolean whole = each.length == 4
                && each[0] == 1
                && each[1] == 1
                && each[2] == each[3]
                && (each[2] == 1 || each[2] == 2 || each[2] == 4);
        require(whole, "a map is enlarged by other factors");
        return (int) each[2];
    }

    private Convolution convolution(NodeProto node) throws Different {
        TensorProto weights = constants.get(node.getInput(1));
        if (weights == null || weights.getDimsCount() != 4) {
            throw new Different("the weights of " + node.getName() + " are not there");
        }
        long side = weights.getDims(2);
        boolean plain = side == weights.getDims(3)
                && (side == 1 || side == 3)
                && ints(node, "pads").stream().allMatch(pad -> pad == side / 2)
                && (side == 1 || ints(node, "pads").size() == 4)
                && ints(node, "strides").stream().allMatch(stride -> stride == 1)
                && ints(node, "dilations").stream().allMatch(dilation -> dilation == 1);
        AttributeProto groups = attribute(node, "group");
        require(
                plain && (groups == null || groups.getI() == 1),
                "the convolution " + node.getName() + " is no plain one");
        int out = Math.toIntExact(weights.getDims(0));
        boolean biased = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
        return new Convolution(
                GraphSurgery.weights(file, node.getInput(1)),
                biased ? GraphSurgery.weights(file, node.getInput(2)) : new float[out],
                out,
                Math.toIntExact(weights.getDims(1)),
                Math.toIntExact(side));
    }

    private boolean all(String constant, float value) throws Different {
        TensorProto tensor = constants.get(constant);
        if (tensor == null) {
            return false;
        }
        for (float one : floats(tensor)) {
            if (one != value) {
                return false;
            }
        }
        return true;
    }

    private static float[] floats(TensorProto tensor) throws Different {
        require(tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber(), "a constant is of another type");
        float[] values;
        if (tensor.getRawData().isEmpty()) {
            values = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        } else {
            values = new float[tensor.getRawData().size() / 4];
            tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
        }
        return values;
    }

    private boolean maker(NodeProto node, int input, String operator) {
        NodeProto maker = makers.get(node.getInput(input));
        return maker != null && maker.getOpType().equals(operator);
    }

    private NodeProto made(String value) throws Different {
        NodeProto maker = makers.get(value);
        if (maker == null) {
            throw new Different(value + " is not computed");
        }
        return maker;
    }

    private NodeProto made(String value, String operator) throws Different {
        NodeProto maker = made(value);
        require(
                maker.getOpType().equals(operator),
                value + " is made by " + maker.getOpType() + ", not by " + operator);
        return maker;
    }

    private static float slope(NodeProto leaky) {
        AttributeProto alpha = attribute(leaky, "alpha");
        return alpha == null ? 0.01f : alpha.getF();
    }

    private static List<Long> ints(NodeProto node, String name) {
        AttributeProto attribute = attribute(node, name);
        return attribute == null ? List.of() : attribute.getIntsList();
    }

    private static String text(NodeProto node, String name, String otherwise) {
        AttributeProto attribute = attribute(node, name);
        return attribute == null ? otherwise : attribute.getS().toStringUtf8();
    }

    private static @Nullable AttributeProto attribute(NodeProto node, String name) {
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals(name)) {
                return attribute;
            }
        }
        return null;
    }

    private static void require(boolean condition, String otherwise) throws Different {
        if (!condition) {
            throw new Different(otherwise);
        }
    }
}
