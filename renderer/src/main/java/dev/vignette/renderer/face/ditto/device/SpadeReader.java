package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.renderer.face.ditto.device.PublishedGraph.attribute;
import static dev.vignette.renderer.face.ditto.device.PublishedGraph.integers;
import static dev.vignette.renderer.face.ditto.device.PublishedGraph.require;
import static dev.vignette.renderer.face.ditto.device.PublishedGraph.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.device.PublishedGraph.Different;
import dev.vignette.renderer.face.ditto.device.SpadeLayers.Block;
import dev.vignette.renderer.face.ditto.device.SpadeLayers.Convolution;
import dev.vignette.renderer.face.ditto.device.SpadeLayers.Norm;
import dev.vignette.renderer.face.ditto.device.SpadeLayers.Shortcut;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the published decoder's layers out of its graph, from the image backwards. Anything that is not as published ends the reading: such
 * a decoder is used whole. Used once, by one thread.
 */
final class SpadeReader {
    private static final Set<String> MOVES = Set.of("Reshape", "Transpose", "Identity");

    private final PublishedGraph graph;
    /** What modulates all normalisations, once it is known. */
    private @Nullable String map;

    SpadeReader(OnnxFile file) {
        graph = new PublishedGraph(file);
    }

    SpadeLayers read() throws Different {
        NodeProto sigmoid = graph.made("output", "Sigmoid");
        NodeProto head = graph.made(shuffled(sigmoid.getInput(0)), "Conv");
        NodeProto activation = graph.made(head.getInput(0), "LeakyRelu");
        List<Block> blocks = new ArrayList<>();
        String x = activation.getInput(0);
        while (graph.made(x).getOpType().equals("Add")) {
            x = block(x, blocks);
        }
        NodeProto stem = graph.made(x, "Conv");
        require(stem.getInput(0).equals(map), "it does not begin with the feature that modulates it");
        List<Convolution> entry = new ArrayList<>();
        String at = stem.getInput(0);
        while (!at.equals("feature")) {
            NodeProto before = graph.made(at, "Conv");
            entry.addFirst(convolution(before));
            at = before.getInput(0);
        }
        Convolution last = convolution(head);
        require(last.out() == 12, "its image has " + last.out() + " planes");
        return new SpadeLayers(entry, convolution(stem), blocks.reversed(), slope(activation), last);
    }

    /** Adds the block that makes {@code value} and says what goes into it. */
    private String block(String value, List<Block> blocks) throws Different {
        NodeProto add = graph.made(value, "Add");
        boolean second = activated(add.getInput(1));
        require(second != activated(add.getInput(0)), "a block's residual is not to be told from its shortcut");
        NodeProto two = graph.made(add.getInput(second ? 1 : 0), "Conv");
        String shortcut = add.getInput(second ? 0 : 1);
        Modulated middle = modulated(two.getInput(0));
        NodeProto one = graph.made(middle.x, "Conv");
        Modulated first = modulated(one.getInput(0));
        Shortcut through = null;
        if (!shortcut.equals(first.x)) {
            NodeProto narrowed = graph.made(shortcut, "Conv");
            Modulated norm = modulated(narrowed.getInput(0));
            require(norm.x.equals(first.x) && norm.factor == first.factor, "a block's shortcut begins elsewhere");
            through = new Shortcut(norm.norm, convolution(narrowed));
        }
        require(middle.factor == first.factor, "a block's maps have several sizes");
        NodeProto before = graph.made(first.x);
        int enlarged = before.getOpType().equals("Resize") ? factor(before) : 1;
        blocks.add(new Block(
                enlarged, first.factor, first.norm, convolution(one), middle.norm, convolution(two), through));
        return before.getOpType().equals("Resize") ? before.getInput(0) : first.x;
    }

    private boolean activated(String value) {
        NodeProto maker = graph.maker(value);
        return maker != null && maker.getOpType().equals("Conv") && graph.makes("LeakyRelu", maker.getInput(0));
    }

    private record Modulated(String x, Norm norm, int factor) {}

    /** {@code (normalised · (1 + γ)) + β}, perhaps activated. */
    private Modulated modulated(String value) throws Different {
        NodeProto last = graph.made(value);
        float slope = 1;
        if (last.getOpType().equals("LeakyRelu")) {
            slope = slope(last);
            last = graph.made(last.getInput(0), "Add");
        }
        int product = graph.makes("Mul", last.getInput(0)) ? 0 : 1;
        NodeProto scaled = graph.made(last.getInput(product), "Mul");
        NodeProto beta = graph.made(last.getInput(1 - product), "Conv");
        int normal = graph.makes("InstanceNormalization", scaled.getInput(0)) ? 0 : 1;
        NodeProto norm = graph.made(scaled.getInput(normal), "InstanceNormalization");
        NodeProto more = graph.made(scaled.getInput(1 - normal), "Add");
        int convolved = graph.makes("Conv", more.getInput(0)) ? 0 : 1;
        NodeProto gamma = graph.made(more.getInput(convolved), "Conv");
        require(all(more.getInput(1 - convolved), 1), "γ is not counted from one");
        require(all(norm.getInput(1), 1) && all(norm.getInput(2), 0), "a normalisation has weights of its own");
        require(gamma.getInput(0).equals(beta.getInput(0)), "γ and β have different origins");
        NodeProto shared = graph.made(graph.made(gamma.getInput(0), "Relu").getInput(0), "Conv");
        NodeProto resize = graph.maker(shared.getInput(0));
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
        NodeProto node = graph.made(value);
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
        while (MOVES.contains(graph.made(at).getOpType())) {
            NodeProto move = graph.made(at);
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
        require(
                resize.getInputCount() > 2 && graph.isConstant(resize.getInput(2)),
                "by how much a map is enlarged is not written in the file");
        float[] each = graph.floats(resize.getInput(2));
        boolean whole = each.length == 4
                && each[0] == 1
                && each[1] == 1
                && each[2] == each[3]
                && (each[2] == 1 || each[2] == 2 || each[2] == 4);
        require(whole, "a map is enlarged by other factors");
        return (int) each[2];
    }

    private Convolution convolution(NodeProto node) throws Different {
        TensorProto weights = graph.constant(node.getInput(1));
        require(weights.getDimsCount() == 4, "the convolution " + node.getName() + " is none of pictures");
        long side = weights.getDims(2);
        boolean plain = side == weights.getDims(3)
                && (side == 1 || side == 3)
                && integers(node, "pads").stream().allMatch(pad -> pad == side / 2)
                && (side == 1 || integers(node, "pads").size() == 4)
                && integers(node, "strides").stream().allMatch(stride -> stride == 1)
                && integers(node, "dilations").stream().allMatch(dilation -> dilation == 1);
        AttributeProto groups = attribute(node, "group");
        require(
                plain && (groups == null || groups.getI() == 1),
                "the convolution " + node.getName() + " is no plain one");
        int out = Math.toIntExact(weights.getDims(0));
        boolean biased = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
        return new Convolution(
                graph.floats(node.getInput(1)),
                biased ? graph.floats(node.getInput(2)) : new float[out],
                out,
                Math.toIntExact(weights.getDims(1)),
                Math.toIntExact(side));
    }

    private boolean all(String constant, float value) throws Different {
        if (!graph.isConstant(constant)) {
            return false;
        }
        for (float one : graph.floats(constant)) {
            if (one != value) {
                return false;
            }
        }
        return true;
    }

    private static float slope(NodeProto leaky) {
        AttributeProto alpha = attribute(leaky, "alpha");
        return alpha == null ? 0.01f : alpha.getF();
    }
}
