package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.renderer.face.ditto.device.WarpParts.CHANNELS;
import static dev.vignette.renderer.face.ditto.device.WarpParts.DEPTH;
import static dev.vignette.renderer.face.ditto.device.WarpParts.FLOWS;
import static dev.vignette.renderer.face.ditto.device.WarpParts.SIDE;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Finds where the warp network samples volumes, by its operators, and cuts it there. Used once, by one thread. */
final class WarpReader {
    private static final Set<String> MOVES =
            Set.of("Reshape", "Expand", "Tile", "Unsqueeze", "Squeeze", "Identity", "Transpose", "Flatten");

    /** Channels that a GPU's kernels make at once. */
    private static final int TILE = 128;

    private final OnnxFile file;
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, NodeProto> users = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();

    /** What is sampled first. */
    private final String compressed;
    /** What that is sampled to, beside the heat maps. */
    private final String sparse;
    /** From logits to weights of the flows. */
    private final NodeProto softmax;

    private final String occlusion;
    /** What the appearance is sampled to. */
    private final String sampled;

    private final int channels;

    /** @throws InferenceException if it is built otherwise than published; it says what is missing */
    WarpReader(OnnxFile file) {
        this.file = file;
        for (NodeProto node : file.model().getGraph().getNodeList()) {
            node.getOutputList().forEach(output -> makers.put(output, node));
            node.getInputList().forEach(input -> users.put(input, node));
        }
        file.model().getGraph().getInitializerList().forEach(one -> constants.put(one.getName(), one));
        NodeProto second =
                only("out", "GridSample", node -> moved(node.getInput(0)).equals("feature_3d"));
        NodeProto first = only(second.getInput(1), "GridSample", node -> true);
        List.of(first, second).forEach(WarpReader::requirePublished);
        compressed = moved(first.getInput(0));
        sparse = movedOn(joined(first.getOutput(0)));
        softmax = only(second.getInput(1), "Softmax", node -> true);
        occlusion = only("out", "Sigmoid", node -> true).getOutput(0);
        sampled = movedOn(second.getOutput(0));
        channels = channels(compressed);
    }

    private static TensorSpec volume(String name, long items, long channels) {
        return TensorSpec.of(name, FLOAT32, items, channels, DEPTH, SIDE, SIDE);
    }

    private static TensorSpec picture(String name, long items, long channels) {
        return TensorSpec.of(name, FLOAT32, items, channels, SIDE, SIDE);
    }

    private TensorSpec sparse(long items) {
        return volume(sparse, items, (1L + channels) * FLOWS);
    }

    /** From the sparse motion to one of the hourglass's volumes and the occlusion, for any number of frames. */
    private OnnxFile hourglass(TensorSpec volume) {
        OnnxFile one = GraphSurgery.cut(file, List.of(sparse(1)), List.of(volume, picture(occlusion, 1, 1)));
        return GraphSurgery.openBatch(one, Set.of(sparse));
    }

    WarpParts parts() {
        OnnxFile source = GraphSurgery.cut(
                file, List.of(volume("feature_3d", 1, CHANNELS)), List.of(volume(compressed, 1, channels)));
        // TensorRT is fast at convolutions of volumes but for the mask's, whose kernel is large and whose 22 channels
        // are few: that one is made of pictures, by a network of its own, for which volumes with channels last are
        // pictures as they lie.
        String mask = softmax.getInput(0);
        NodeProto last = convolution(mask);
        String hidden = last.getInput(0);
        TensorProto kernel = constant(last.getInput(1));
        int width = Math.toIntExact(kernel.getDims(1));
        OnnxFile refine = GraphSurgery.cut(
                file,
                List.of(picture(sampled, 1, (long) CHANNELS * DEPTH), picture(occlusion, 1, 1)),
                List.of(picture("out", 1, 256)));
        return new WarpParts(
                GraphSurgery.rename(source, Map.of(compressed, WarpParts.COMPRESSED)),
                GraphSurgery.rename(
                        faster(hourglass(volume(hidden, 1, width))),
                        Map.of(sparse, WarpParts.SPARSE, hidden, WarpParts.HIDDEN, occlusion, WarpParts.OCCLUSION)),
                GraphSurgery.rename(
                        faster(GraphSurgery.convolveLayers(file, mask, SIDE, SIDE)),
                        Map.of(hidden, WarpParts.HIDDEN, mask, WarpParts.MASK)),
                GraphSurgery.rename(
                        GraphSurgery.openBatch(refine, Set.of(sampled, occlusion)),
                        Map.of(sampled, WarpParts.SAMPLED, occlusion, WarpParts.OCCLUSION)),
                channels,
                width,
                Math.toIntExact(kernel.getDims(2)),
                last.getInputCount() > 2 ? GraphSurgery.weights(file, last.getInput(2)) : new float[FLOWS]);
    }

    /** The same numbers by what runs faster on a GPU. */
    private static OnnxFile faster(OnnxFile cut) {
        return GraphSurgery.splitKernels(GraphSurgery.splitChannels(GraphSurgery.convolveByTap(cut), TILE));
    }

    /** The hourglass as it is, up to the weights of the flows. */
    OnnxFile plain(int frames) {
        String mask = softmax.getOutput(0);
        return GraphSurgery.cut(
                hourglass(volume(mask, 1, FLOWS)),
                List.of(sparse(frames)),
                List.of(volume(mask, frames, FLOWS), picture(occlusion, frames, 1)));
    }

    /** The one node of a kind that a value is computed from. */
    private NodeProto only(String value, String operator, Predicate<NodeProto> which) {
        Set<NodeProto> found = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            String one = open.poll();
            NodeProto maker = seen.add(one) ? makers.get(one) : null;
            if (maker != null) {
                if (maker.getOpType().equals(operator) && which.test(maker)) {
                    found.add(maker);
                }
                open.addAll(maker.getInputList());
            }
        }
        if (found.size() != 1) {
            throw different("it computes " + value + " by " + found.size() + " nodes " + operator + " instead of one");
        }
        return found.iterator().next();
    }

    /** The value that is only moved about to get to another. */
    private String moved(String value) {
        NodeProto maker = makers.get(value);
        return maker != null && MOVES.contains(maker.getOpType()) ? moved(maker.getInput(0)) : value;
    }

    /** What a value is moved to before it is computed with. */
    private String movedOn(String value) {
        NodeProto user = users.get(value);
        if (user == null
                || !MOVES.contains(user.getOpType())
                || !user.getInput(0).equals(value)) {
            return value;
        }
        return movedOn(user.getOutput(0));
    }

    private String joined(String value) {
        NodeProto user = users.get(movedOn(value));
        if (user == null || !user.getOpType().equals("Concat")) {
            throw different("what is sampled first is not joined with heat maps");
        }
        return user.getOutput(0);
    }

    private int channels(String compressed) {
        Deque<String> open = new ArrayDeque<>(List.of(compressed));
        while (!open.isEmpty()) {
            NodeProto maker = makers.get(open.poll());
            if (maker != null && maker.getOpType().equals("Conv")) {
                return Math.toIntExact(constant(maker.getInput(1)).getDims(0));
            }
            if (maker != null) {
                open.add(maker.getInput(0));
            }
        }
        throw different("the volume that is sampled first is not compressed by a convolution");
    }

    private NodeProto convolution(String value) {
        NodeProto maker = makers.get(value);
        if (maker == null || !maker.getOpType().equals("Conv")) {
            throw different("its mask is not made by a convolution");
        }
        return maker;
    }

    private TensorProto constant(String name) {
        TensorProto value = constants.get(name);
        if (value == null) {
            throw different("the weights " + name + " are computed");
        }
        return value;
    }

    private static void requirePublished(NodeProto sampling) {
        for (AttributeProto attribute : sampling.getAttributeList()) {
            boolean same = switch (attribute.getName()) {
                case "mode" ->
                    Set.of("linear", "bilinear").contains(attribute.getS().toStringUtf8());
                case "padding_mode" -> attribute.getS().toStringUtf8().equals("zeros");
                case "align_corners" -> attribute.getI() == 0;
                default -> true;
            };
            if (!same) {
                throw different("it samples with another " + attribute.getName());
            }
        }
    }

    private static InferenceException different(String why) {
        return new InferenceException("The network Ditto warp_network_ori is built otherwise than published: " + why
                + ". Use it whole, with ONNX Runtime.");
    }
}
