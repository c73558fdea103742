package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;

/** One node in the making. An input that is left out in the middle of the list is an empty name. */
public final class NodeBuilder {
    private final GraphBuilder graph;
    private final NodeProto.Builder node;

    NodeBuilder(GraphBuilder graph, String operator) {
        this.graph = graph;
        this.node = NodeProto.newBuilder().setOpType(operator);
    }

    public NodeBuilder inputs(String... names) {
        node.addAllInput(Arrays.asList(names));
        return this;
    }

    /** The operator set that the operator is from, such as {@code com.microsoft}; the graph has to import it. */
    public NodeBuilder domain(String domain) {
        node.setDomain(domain);
        return this;
    }

    public NodeBuilder name(String name) {
        node.setName(name);
        return this;
    }

    public NodeBuilder with(String attribute, long value) {
        return add(attribute(attribute, AttributeType.INT).setI(value));
    }

    public NodeBuilder with(String attribute, float value) {
        return add(attribute(attribute, AttributeType.FLOAT).setF(value));
    }

    public NodeBuilder with(String attribute, String value) {
        return add(attribute(attribute, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    }

    public NodeBuilder with(String attribute, long[] values) {
        AttributeProto.Builder list = attribute(attribute, AttributeType.INTS);
        Arrays.stream(values).forEach(list::addInts);
        return add(list);
    }

    public NodeBuilder with(String attribute, float[] values) {
        AttributeProto.Builder list = attribute(attribute, AttributeType.FLOATS);
        for (float value : values) {
            list.addFloats(value);
        }
        return add(list);
    }

    public NodeBuilder with(String attribute, TensorProto value) {
        return add(attribute(attribute, AttributeType.TENSOR).setT(value));
    }

    /** A branch of {@code If} or the body of {@code Loop} or {@code Scan}, made by {@link GraphBuilder#subgraph}. */
    public NodeBuilder with(String attribute, GraphBuilder subgraph) {
        return add(attribute(attribute, AttributeType.GRAPH).setG(subgraph.graph()));
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private NodeBuilder add(AttributeProto.Builder attribute) {
        node.addAttribute(attribute);
        return this;
    }

    /** Adds the node to the graph; its outputs get these names. */
    public GraphBuilder outputs(String... names) {
        graph.add(node.addAllOutput(Arrays.asList(names)).build());
        return graph;
    }

    /** Adds the node to the graph and returns the name that its only output was given. */
    public String output() {
        String name = graph.freshName(node.getOpType());
        outputs(name);
        return name;
    }
}
