package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.InferenceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two passes that a diffusion network with guidance inside makes, with a condition and without: {@code u + w·(c − u)}
 * (Ho and Salimans 2022). Both are the same computation with the same weights; where they first differ are the values to run one
 * of them on for both.
 *
 * @param conditioned the value <i>c</i>
 * @param unconditioned the value <i>u</i>
 * @param weight <i>w</i>
 * @param differing values of the pass with the condition, and what the pass without has in their place
 */
public record GuidanceBranches(String conditioned, String unconditioned, float weight, Map<String, String> differing) {
    public GuidanceBranches {
        differing = Map.copyOf(differing);
    }

    /** @throws InferenceException if the network has no such two passes */
    public static GuidanceBranches of(OnnxFile file) {
        Rewriting graph = new Rewriting(file, "guidance");
        for (NodeProto node : graph.original()) {
            if (!node.getOpType().equals("Sub")) {
                continue;
            }
            Float weight = weight(graph, node);
            Map<String, String> differing = new LinkedHashMap<>();
            if (weight != null
                    && new Walk(graph, differing).alike(node.getInput(0), node.getInput(1))
                    && !differing.isEmpty()) {
                return new GuidanceBranches(node.getInput(0), node.getInput(1), weight, differing);
            }
        }
        throw new InferenceException(
                "The network has no guidance inside: nowhere are two equal passes mixed as u + w·(c − u).");
    }

    /** <i>w</i>, where {@code difference} is multiplied by it and added to <i>u</i>; else null. */
    private static @Nullable Float weight(Rewriting graph, NodeProto difference) {
        for (NodeProto product : graph.users(difference.getOutput(0))) {
            if (!product.getOpType().equals("Mul")) {
                continue;
            }
            for (String factor : product.getInputList()) {
                float[] numbers = graph.numbers(factor);
                boolean added = graph.users(product.getOutput(0)).stream()
                        .anyMatch(sum -> sum.getOpType().equals("Add")
                                && sum.getInputList().contains(difference.getInput(1)));
                if (numbers != null && numbers.length == 1 && added) {
                    return numbers[0];
                }
            }
        }
        return null;
    }

    /** Walks back along both passes side by side. */
    private static final class Walk {
        private final Rewriting graph;
        private final Map<String, String> differing;
        private final Map<List<String>, Boolean> known = new HashMap<>();

        Walk(Rewriting graph, Map<String, String> differing) {
            this.graph = graph;
            this.differing = differing;
        }

        /** Whether both are the same computation, down to the values that are noted as differing. */
        boolean alike(String with, String without) {
            if (with.equals(without) || equalConstants(with, without)) {
                return true;
            }
            Boolean before = known.get(List.of(with, without));
            if (before != null) {
                return before;
            }
            NodeProto first = graph.maker(with);
            NodeProto second = graph.maker(without);
            if (first == null || second == null || !sameOperation(first, second)) {
                known.put(List.of(with, without), false);
                return false;
            }
            boolean same = first.getOutputList().indexOf(with)
                    == second.getOutputList().indexOf(without);
            known.put(List.of(with, without), same);
            for (int i = 0; same && i < first.getInputCount(); i++) {
                if (!alike(first.getInput(i), second.getInput(i))) {
                    differing.put(first.getInput(i), second.getInput(i));
                }
            }
            return same;
        }

        private boolean sameOperation(NodeProto first, NodeProto second) {
            return !first.getOpType().equals("Constant")
                    && first.getOpType().equals(second.getOpType())
                    && first.getAttributeList().equals(second.getAttributeList())
                    && first.getInputCount() == second.getInputCount();
        }

        private boolean equalConstants(String one, String other) {
            TensorProto first = graph.constant(one);
            TensorProto second = graph.constant(other);
            return first != null
                    && second != null
                    && first.getDataType() == second.getDataType()
                    && first.getDimsList().equals(second.getDimsList())
                    && first.getRawData().equals(second.getRawData())
                    && first.getFloatDataList().equals(second.getFloatDataList())
                    && first.getInt64DataList().equals(second.getInt64DataList());
        }
    }

    /** The names of {@link #differing} in a fixed order. */
    public List<String> inputs() {
        List<String> names = new ArrayList<>(differing.keySet());
        names.sort(null);
        return names;
    }
}
