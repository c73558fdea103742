package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.Network;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes a network node by node, in the order in which it computes. Values are named by text; where a name does not matter,
 * {@link #op} and {@link NodeBuilder#output} make one up.
 *
 * <pre>{@code
 * GraphBuilder graph = GraphBuilder.named("linear");
 * graph.input("x", FLOAT32, Dimension.named("batch"), Dimension.of(3));
 * String product = graph.op("MatMul", "x", graph.floats("w", weights, 3, 2));
 * graph.node("Add").inputs(product, graph.floats("b", bias, 2)).outputs("y");
 * graph.output("y", FLOAT32, Dimension.named("batch"), Dimension.of(2));
 * new OnnxFile(graph.model()).write(path);
 * }</pre>
 *
 * <p>For one thread. Holds all weights; those of a large model go into a {@link WeightsFile} beside it.
 */
public final class GraphBuilder {
    private static final int DEFAULT_OPSET = 17;
    private static final int DEFAULT_IR_VERSION = 8;

    private final ModelProto.Builder model;
    private final GraphProto.Builder graph;
    private final AtomicInteger names;

    private GraphBuilder(String name, AtomicInteger names) {
        this.model = ModelProto.newBuilder().setIrVersion(DEFAULT_IR_VERSION).setProducerName("vignette");
        this.graph = GraphProto.newBuilder().setName(name);
        this.names = names;
    }

    /** An empty graph for operator set 17 and version 8 of the format. */
    public static GraphBuilder named(String name) {
        return new GraphBuilder(name, new AtomicInteger()).opset(DEFAULT_OPSET);
    }

    /**
     * An empty graph inside this one, for an attribute of {@code If}, {@code Loop} or {@code Scan}. It may use the values
     * of this one that were made before.
     */
    public GraphBuilder subgraph(String name) {
        return new GraphBuilder(name, names);
    }

    public GraphBuilder opset(int version) {
        return opset("", version);
    }

    /** Imports a further set of operators, such as {@code com.microsoft} in version 1, or replaces its version. */
    public GraphBuilder opset(String domain, int version) {
        for (int i = model.getOpsetImportCount() - 1; i >= 0; i--) {
            if (model.getOpsetImport(i).getDomain().equals(domain)) {
                model.removeOpsetImport(i);
            }
        }
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version));
        return this;
    }

    public GraphBuilder irVersion(int version) {
        model.setIrVersion(version);
        return this;
    }

    /** A property that {@link Network#metadata()} gives out. */
    public GraphBuilder metadata(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return this;
    }

    /** Marks the file as one with made-up weights. */
    public GraphBuilder standIn() {
        return metadata(Network.STAND_IN, "true");
    }

    /** Declares an input and returns its name. */
    public String input(String name, ElementType type, Dimension... dimensions) {
        graph.addInput(OnnxTypes.value(name, type, dimensions));
        return name;
    }

    public GraphBuilder output(String name, ElementType type, Dimension... dimensions) {
        graph.addOutput(OnnxTypes.value(name, type, dimensions));
        return this;
    }

    /** A constant of FLOAT32; returns its name. */
    public String floats(String name, float[] values, long... shape) {
        return constant(Initializers.floats(name, values, shape));
    }

    /** A constant of FLOAT16, rounded to the nearest; returns its name. */
    public String halves(String name, float[] values, long... shape) {
        return constant(Initializers.halves(name, values, shape));
    }

    /** A constant of INT64; returns its name. */
    public String longs(String name, long[] values, long... shape) {
        return constant(Initializers.longs(name, values, shape));
    }

    /** A constant of one FLOAT32 without dimensions; returns its name. */
    public String scalar(String name, float value) {
        return floats(name, new float[] {value});
    }

    /** A constant of any type from its little-endian bytes, which are not copied; returns its name. */
    public String constant(String name, ElementType type, ByteString bytes, long... shape) {
        return constant(Initializers.raw(name, type, bytes, shape));
    }

    /** A constant as the format has it; returns its name. */
    public String constant(TensorProto value) {
        graph.addInitializer(value);
        return value.getName();
    }

    /** Begins a node; {@link NodeBuilder#outputs} or {@link NodeBuilder#output} adds it. */
    public NodeBuilder node(String operator) {
        return new NodeBuilder(this, operator);
    }

    /** Adds a node without attributes and returns the name that its only output was given. */
    public String op(String operator, String... inputs) {
        return node(operator).inputs(inputs).output();
    }

    /** Gives a value a second name, such as that of an output. */
    public GraphBuilder rename(String value, String name) {
        return node("Identity").inputs(value).outputs(name);
    }

    /** A name that nothing else in this graph and its subgraphs has, such as {@code add_7}. */
    public String freshName(String stem) {
        return stem.toLowerCase(Locale.ROOT) + "_" + names.incrementAndGet();
    }

    void add(NodeProto node) {
        graph.addNode(
                node.getName().isEmpty()
                        ? node.toBuilder().setName(freshName("node")).build()
                        : node);
    }

    GraphProto graph() {
        return graph.build();
    }

    /** The model as it stands. */
    public ModelProto model() {
        return model.setGraph(graph()).build();
    }
}
