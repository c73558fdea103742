package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.inference.ElementType.FLOAT32;

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

/**
 * The warp network cut at the two places where it samples volumes, which TensorRT cannot do and where kernels take over. Places are
 * found by operators, not by names. Between the parts lie, for each frame,
 *
 * <ol>
 *   <li>the sparse motion: the compressed volume sampled along 22 flows, beside 22 heat maps ({@code sparse_motion} in
 *       {@code motion.cu}),
 *   <li>the deformation: flows weighted by the mask, and the whole volume sampled along it ({@code deform} in
 *       {@code motion.cu}).
 * </ol>
 *
 * @param source {@code feature_3d} to {@link #COMPRESSED} {@code [1, compressed, 16, 64, 64]}: once for each picture
 * @param dense {@link #SPARSE}{@code /planes [16·n, 22·(1 + compressed), 64, 64]} to {@link #MASK}, added up from {@code taps} times
 *     22 channels, and {@link #OCCLUSION} {@code [n, 1, 64, 64]}
 * @param refine {@link #SAMPLED} {@code [n, 512, 64, 64]} and {@link #OCCLUSION} to {@code out}
 * @param compressed channels of the compressed volume
 * @param taps how many layers of the mask's kernel are still to be added up; 1 if none
 * @param bias what is then added to the 22 logits
 * @see <a href="https://arxiv.org/abs/2407.03168">LivePortrait (Guo et al. 2024), the networks that Ditto uses</a>
 */
@SuppressWarnings("ArrayRecordComponent") // Parts on their way into engines, never compared.
public record WarpParts(OnnxFile source, OnnxFile dense, OnnxFile refine, int compressed, int taps, float[] bias) {
    public static final String COMPRESSED = "compressed";
    public static final String SPARSE = "sparse";
    public static final String MASK = "mask";
    public static final String OCCLUSION = "occlusion";
    public static final String SAMPLED = "sampled";
    public static final int FLOWS = 22;
    public static final int DEPTH = 16;
    public static final int SIDE = 64;
    public static final int CHANNELS = 32;

    private static final Set<String> MOVES =
            Set.of("Reshape", "Expand", "Tile", "Unsqueeze", "Squeeze", "Identity", "Transpose", "Flatten");

    /** Channels that a GPU's kernels make at once. */
    private static final int TILE = 128;

    /**
     * @param warp the network with ONNX's own {@code GridSample}, as published for one frame
     * @throws InferenceException if it is built otherwise; it says what is missing
     */
    public static WarpParts of(OnnxFile warp) {
        return new Cut(warp).parts();
    }

    /** The planes that {@link #dense} takes for {@code frames} frames. */
    public TensorSpec planes(int frames) {
        return TensorSpec.of(SPARSE, FLOAT32, (long) DEPTH * frames, (1L + compressed) * FLOWS, SIDE, SIDE);
    }

    /** {@link #dense} for exactly {@code frames} frames. */
    public OnnxFile dense(int frames) {
        return GraphSurgery.cut(
                dense,
                List.of(planes(frames)),
                List.of(
                        TensorSpec.of(MASK, FLOAT32, (long) DEPTH * frames, (long) taps * FLOWS, SIDE, SIDE),
                        TensorSpec.of(OCCLUSION, FLOAT32, frames, 1, SIDE, SIDE)));
    }

    /** {@link #refine} for exactly {@code frames} frames. */
    public OnnxFile refine(int frames) {
        return GraphSurgery.cut(
                refine,
                List.of(
                        TensorSpec.of(SAMPLED, FLOAT32, frames, (long) CHANNELS * DEPTH, SIDE, SIDE),
                        TensorSpec.of(OCCLUSION, FLOAT32, frames, 1, SIDE, SIDE)),
                List.of(TensorSpec.of("out", FLOAT32, frames, 256, SIDE, SIDE)));
    }

    /** The hourglass of the file as it is, for exactly {@code frames} frames: what {@link #dense} is measured against. */
    public static OnnxFile plainDense(OnnxFile warp, int frames) {
        return new Cut(warp).plain(frames);
    }

    /** Finds the places. */
    private static final class Cut {
        private final OnnxFile file;
        private final Map<String, NodeProto> makers = new HashMap<>();
        private final Map<String, NodeProto> users = new HashMap<>();
        private final Map<String, TensorProto> constants = new HashMap<>();

        Cut(OnnxFile file) {
            this.file = file;
            for (NodeProto node : file.model().getGraph().getNodeList()) {
                node.getOutputList().forEach(output -> makers.put(output, node));
                node.getInputList().forEach(input -> users.put(input, node));
            }
            file.model().getGraph().getInitializerList().forEach(one -> constants.put(one.getName(), one));
        }

        WarpParts parts() {
            NodeProto second =
                    only("out", "GridSample", node -> moved(node.getInput(0)).equals("feature_3d"));
            NodeProto first = only(second.getInput(1), "GridSample", node -> true);
            for (NodeProto sampling : List.of(first, second)) {
                requirePublished(sampling);
            }
            String compressed = moved(first.getInput(0));
            String mask = only(second.getInput(1), "Softmax", node -> true).getInput(0);
            String occlusion = only("out", "Sigmoid", node -> true).getOutput(0);
            String sparse = movedOn(joined(first.getOutput(0)));
            String sampled = movedOn(second.getOutput(0));
            int channels = channels(compressed);
            OnnxFile source = GraphSurgery.cut(
                    file,
                    List.of(TensorSpec.of("feature_3d", FLOAT32, 1, CHANNELS, DEPTH, SIDE, SIDE)),
                    List.of(TensorSpec.of(compressed, FLOAT32, 1, channels, DEPTH, SIDE, SIDE)));
            long joined = (1L + channels) * FLOWS;
            OnnxFile dense = GraphSurgery.cut(
                    file,
                    List.of(TensorSpec.of(sparse, FLOAT32, 1, joined, DEPTH, SIDE, SIDE)),
                    List.of(
                            TensorSpec.of(mask, FLOAT32, 1, FLOWS, DEPTH, SIDE, SIDE),
                            TensorSpec.of(occlusion, FLOAT32, 1, 1, SIDE, SIDE)));
            // TensorRT is fast at convolutions of volumes but for the mask's, whose kernel is large and whose 22
            // channels are few.
            OnnxFile open = GraphSurgery.openBatch(dense, Set.of(sparse));
            long hidden = constant(convolution(mask).getInput(1)).getDims(1);
            OnnxFile folded = GraphSurgery.takingPlanes(
                    GraphSurgery.foldDepth(open, mask, -1, hidden, DEPTH, SIDE, SIDE),
                    TensorSpec.of(sparse, FLOAT32, -1, joined, DEPTH, SIDE, SIDE));
            boolean inParts = makes(folded, mask + "/parts");
            int taps = inParts ? kernelDepth(mask) : 1;
            float[] bias = inParts ? bias(mask) : new float[FLOWS];
            String wanted = mask + (inParts ? "/parts" : "/planes");
            OnnxFile cut = GraphSurgery.cut(
                    folded,
                    List.of(TensorSpec.of(sparse + "/planes", FLOAT32, -1, joined, SIDE, SIDE)),
                    List.of(
                            TensorSpec.of(wanted, FLOAT32, -1, (long) taps * FLOWS, SIDE, SIDE),
                            TensorSpec.of(occlusion, FLOAT32, -1, 1, SIDE, SIDE)));
            OnnxFile refine = GraphSurgery.cut(
                    file,
                    List.of(
                            TensorSpec.of(sampled, FLOAT32, 1, (long) CHANNELS * DEPTH, SIDE, SIDE),
                            TensorSpec.of(occlusion, FLOAT32, 1, 1, SIDE, SIDE)),
                    List.of(TensorSpec.of("out", FLOAT32, 1, 256, SIDE, SIDE)));
            return new WarpParts(
                    GraphSurgery.rename(source, Map.of(compressed, COMPRESSED)),
                    GraphSurgery.rename(
                            faster(cut), Map.of(sparse + "/planes", SPARSE, wanted, MASK, occlusion, OCCLUSION)),
                    GraphSurgery.rename(
                            GraphSurgery.openBatch(refine, Set.of(sampled, occlusion)),
                            Map.of(sampled, SAMPLED, occlusion, OCCLUSION)),
                    channels,
                    taps,
                    bias);
        }

        /** The same numbers by what runs faster on a GPU. */
        private static OnnxFile faster(OnnxFile cut) {
            return GraphSurgery.splitKernels(GraphSurgery.splitChannels(GraphSurgery.convolveByTap(cut), TILE));
        }

        OnnxFile plain(int frames) {
            NodeProto second =
                    only("out", "GridSample", node -> moved(node.getInput(0)).equals("feature_3d"));
            NodeProto first = only(second.getInput(1), "GridSample", node -> true);
            String mask = only(second.getInput(1), "Softmax", node -> true).getOutput(0);
            String occlusion = only("out", "Sigmoid", node -> true).getOutput(0);
            String sparse = movedOn(joined(first.getOutput(0)));
            long channels = (1L + channels(moved(first.getInput(0)))) * FLOWS;
            OnnxFile one = GraphSurgery.cut(
                    file,
                    List.of(TensorSpec.of(sparse, FLOAT32, 1, channels, DEPTH, SIDE, SIDE)),
                    List.of(
                            TensorSpec.of(mask, FLOAT32, 1, FLOWS, DEPTH, SIDE, SIDE),
                            TensorSpec.of(occlusion, FLOAT32, 1, 1, SIDE, SIDE)));
            return GraphSurgery.cut(
                    GraphSurgery.openBatch(one, Set.of(sparse)),
                    List.of(TensorSpec.of(sparse, FLOAT32, frames, channels, DEPTH, SIDE, SIDE)),
                    List.of(
                            TensorSpec.of(mask, FLOAT32, frames, FLOWS, DEPTH, SIDE, SIDE),
                            TensorSpec.of(occlusion, FLOAT32, frames, 1, SIDE, SIDE)));
        }

        private static boolean makes(OnnxFile file, String value) {
            return file.model().getGraph().getNodeList().stream()
                    .anyMatch(node -> node.getOutputList().contains(value));
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
                throw different(
                        "it computes " + value + " by " + found.size() + " nodes " + operator + " instead of one");
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

        private int kernelDepth(String mask) {
            return Math.toIntExact(constant(convolution(mask).getInput(1)).getDims(2));
        }

        private float[] bias(String mask) {
            NodeProto maker = convolution(mask);
            return maker.getInputCount() < 3 ? new float[FLOWS] : GraphSurgery.weights(file, maker.getInput(2));
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
}
