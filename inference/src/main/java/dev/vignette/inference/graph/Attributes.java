package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes of nodes by name. Stateless. */
final class Attributes {
    private Attributes() {}

    static @Nullable AttributeProto find(NodeProto node, String name) {
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals(name)) {
                return attribute;
            }
        }
        return null;
    }

    static long integer(NodeProto node, String name, long otherwise) {
        AttributeProto attribute = find(node, name);
        return attribute == null ? otherwise : attribute.getI();
    }

    static @Nullable List<Long> integers(NodeProto node, String name) {
        AttributeProto attribute = find(node, name);
        return attribute == null ? null : attribute.getIntsList();
    }

    /** Whether all numbers are 1, as they are where nothing is said: strides and dilations. */
    static boolean ones(NodeProto node, String name) {
        List<Long> numbers = integers(node, name);
        return numbers == null || numbers.stream().allMatch(number -> number == 1);
    }

    static String text(NodeProto node, String name, String otherwise) {
        AttributeProto attribute = find(node, name);
        return attribute == null ? otherwise : attribute.getS().toStringUtf8();
    }

    /** The node without an attribute. */
    static NodeProto.Builder without(NodeProto node, String name) {
        NodeProto.Builder builder = node.toBuilder().clearAttribute();
        node.getAttributeList().stream()
                .filter(attribute -> !attribute.getName().equals(name))
                .forEach(builder::addAttribute);
        return builder;
    }

    /** A node for messages, such as {@code Reshape "/up/Reshape_3"}. */
    static String describe(NodeProto node) {
        return node.getOpType() + " \"" + node.getName() + "\"";
    }
}
