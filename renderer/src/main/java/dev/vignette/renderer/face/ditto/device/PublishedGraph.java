package dev.vignette.renderer.face.ditto.device;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.graph.OnnxFile;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A published network to be read by its operators, since names are an exporter's: what makes a value, what takes it, what is written in the
 * file. Never changes.
 */
final class PublishedGraph {
    private static final Set<String> MOVES =
            Set.of("Reshape", "Expand", "Tile", "Unsqueeze", "Squeeze", "Identity", "Transpose", "Flatten");

    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, List<NodeProto>> users = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();

    PublishedGraph(OnnxFile file) {
        for (NodeProto node : file.model().getGraph().getNodeList()) {
            node.getOutputList().forEach(output -> makers.put(output, node));
            node.getInputList()
                    .forEach(input -> users.computeIfAbsent(input, one -> new ArrayList<>())
                            .add(node));
            AttributeProto value = attribute(node, "value");
            if (node.getOpType().equals("Constant") && value != null) {
                constants.put(node.getOutput(0), value.getT());
            }
        }
        file.model().getGraph().getInitializerList().forEach(one -> constants.put(one.getName(), one));
    }

    /** It is built otherwise than published. */
    static final class Different extends Exception {
        private static final long serialVersionUID = 1;

        Different(String why) {
            super(why);
        }
    }

    /** What makes a value, or null. */
    @Nullable
    NodeProto maker(String value) {
        return makers.get(value);
    }

    /** Whether such an operator makes a value. */
    boolean makes(String operator, String value) {
        NodeProto maker = makers.get(value);
        return maker != null && maker.getOpType().equals(operator);
    }

    NodeProto made(String value) throws Different {
        NodeProto maker = makers.get(value);
        if (maker == null) {
            throw new Different(value + " is not computed");
        }
        return maker;
    }

    NodeProto made(String value, String operator) throws Different {
        NodeProto maker = made(value);
        require(
                maker.getOpType().equals(operator),
                value + " is made by " + maker.getOpType() + ", not by " + operator);
        return maker;
    }

    /** The one node of a kind that a value is computed from. */
    NodeProto only(String value, String operator, Predicate<NodeProto> which) throws Different {
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
        require(
                found.size() == 1,
                "it computes " + value + " by " + found.size() + " nodes " + operator + " instead of one");
        return found.iterator().next();
    }

    /** The value that is only moved about to get to another. */
    String moved(String value) {
        NodeProto maker = makers.get(value);
        return maker != null && MOVES.contains(maker.getOpType()) ? moved(maker.getInput(0)) : value;
    }

    /** What a value is moved to before it is computed with. */
    String movedOn(String value) {
        NodeProto user = user(value);
        if (user == null
                || !MOVES.contains(user.getOpType())
                || !user.getInput(0).equals(value)) {
            return value;
        }
        return movedOn(user.getOutput(0));
    }

    /** The last that takes a value, or null. */
    @Nullable
    NodeProto user(String value) {
        List<NodeProto> all = users.get(value);
        return all == null ? null : all.getLast();
    }

    boolean isConstant(String value) {
        return constants.containsKey(value);
    }

    TensorProto constant(String value) throws Different {
        TensorProto tensor = constants.get(value);
        if (tensor == null) {
            throw new Different(value + " is not written in the file");
        }
        return tensor;
    }

    /** The numbers of a constant. */
    float[] floats(String value) throws Different {
        TensorProto tensor = constant(value);
        require(tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber(), value + " is of another type");
        if (tensor.getRawData().isEmpty()) {
            float[] values = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
            return values;
        }
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    static @Nullable AttributeProto attribute(NodeProto node, String name) {
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals(name)) {
                return attribute;
            }
        }
        return null;
    }

    /** Those of a list, or none. */
    static List<Long> integers(NodeProto node, String name) {
        AttributeProto attribute = attribute(node, name);
        return attribute == null ? List.of() : attribute.getIntsList();
    }

    static String text(NodeProto node, String name, String otherwise) {
        AttributeProto attribute = attribute(node, name);
        return attribute == null ? otherwise : attribute.getS().toStringUtf8();
    }

    static void require(boolean condition, String otherwise) throws Different {
        if (!condition) {
            throw new Different(otherwise);
        }
    }
}
