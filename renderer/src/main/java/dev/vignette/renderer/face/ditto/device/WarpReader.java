package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.renderer.face.ditto.device.WarpParts.CHANNELS;
import static dev.vignette.renderer.face.ditto.device.WarpParts.DEPTH;
import static dev.vignette.renderer.face.ditto.device.WarpParts.FLOWS;
import static dev.vignette.renderer.face.ditto.device.WarpParts.SIDE;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.device.PublishedGraph.Different;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds where the warp network samples volumes, by its operators, and cuts it there. Used once, by one thread. */
final class WarpReader {
    /** Channels that a GPU's kernels make at once. */
    private static final int TILE = 128;

    private final OnnxFile file;
    private final PublishedGraph graph;

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

    WarpReader(OnnxFile file) throws Different {
        this.file = file;
        graph = new PublishedGraph(file);
        NodeProto second = graph.only(
                "out", "GridSample", node -> graph.moved(node.getInput(0)).equals("feature_3d"));
        NodeProto first = graph.only(second.getInput(1), "GridSample", node -> true);
        requirePublished(first);
        requirePublished(second);
        compressed = graph.moved(first.getInput(0));
        sparse = graph.movedOn(joined(first.getOutput(0)));
        softmax = graph.only(second.getInput(1), "Softmax", node -> true);
        occlusion = graph.only("out", "Sigmoid", node -> true).getOutput(0);
        sampled = graph.movedOn(second.getOutput(0));
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

    WarpParts parts() throws Different {
        OnnxFile source = GraphSurgery.cut(
                file, List.of(volume("feature_3d", 1, CHANNELS)), List.of(volume(compressed, 1, channels)));
        // TensorRT is fast at convolutions of volumes but for the mask's, whose kernel is large and whose 22 channels
        // are few: that one is made of pictures, by a network of its own, for which volumes with channels last are
        // pictures as they lie.
        String mask = softmax.getInput(0);
        NodeProto last = graph.made(mask, "Conv");
        String hidden = last.getInput(0);
        TensorProto kernel = graph.constant(last.getInput(1));
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
                last.getInputCount() > 2 ? graph.floats(last.getInput(2)) : new float[FLOWS]);
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

    private String joined(String value) throws Different {
        NodeProto user = graph.user(graph.movedOn(value));
        if (user == null || !user.getOpType().equals("Concat")) {
            throw new Different("what is sampled first is not joined with heat maps");
        }
        return user.getOutput(0);
    }

    private int channels(String compressed) throws Different {
        Deque<String> open = new ArrayDeque<>(List.of(compressed));
        while (!open.isEmpty()) {
            NodeProto maker = graph.maker(open.poll());
            if (maker != null && maker.getOpType().equals("Conv")) {
                return Math.toIntExact(graph.constant(maker.getInput(1)).getDims(0));
            }
            if (maker != null) {
                open.add(maker.getInput(0));
            }
        }
        throw new Different("the volume that is sampled first is not compressed by a convolution");
    }

    private static void requirePublished(NodeProto sampling) throws Different {
        for (AttributeProto attribute : sampling.getAttributeList()) {
            boolean same = switch (attribute.getName()) {
                case "mode" ->
                    Set.of("linear", "bilinear").contains(attribute.getS().toStringUtf8());
                case "padding_mode" -> attribute.getS().toStringUtf8().equals("zeros");
                case "align_corners" -> attribute.getI() == 0;
                default -> true;
            };
            if (!same) {
                throw new Different("it samples with another " + attribute.getName());
            }
        }
    }
}
