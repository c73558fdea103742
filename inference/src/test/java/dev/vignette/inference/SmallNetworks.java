package dev.vignette.inference;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import java.nio.file.Path;
import java.util.Arrays;

/** The networks that the tests of engines run: small enough to check by hand. */
public final class SmallNetworks {
    private SmallNetworks() {}

    /** y[batch,2] = x[batch,3] · w + b, and the sum of x as a second output. */
    public static Path linear(Path directory) {
        GraphBuilder graph = GraphBuilder.named("linear").metadata("origin", "test");
        graph.input("x", FLOAT32, Dimension.named("batch"), Dimension.of(3));
        String w = graph.floats("w", new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
        String b = graph.floats("b", new float[] {10, 20}, 2);
        graph.node("Add").inputs(graph.op("MatMul", "x", w), b).outputs("y");
        graph.node("ReduceSum").inputs("x").with("keepdims", 0).outputs("sum");
        graph.output("y", FLOAT32, Dimension.named("batch"), Dimension.of(2));
        graph.output("sum", FLOAT32);
        return write(graph, directory.resolve("linear.onnx"));
    }

    /** y = log(x), which is not finite for x ≤ 0. */
    public static Path logarithm(Path directory) {
        GraphBuilder graph = GraphBuilder.named("logarithm").standIn();
        graph.input("x", FLOAT32, Dimension.named("n"));
        graph.node("Log").inputs("x").outputs("y");
        graph.output("y", FLOAT32, Dimension.named("n"));
        return write(graph, directory.resolve("logarithm.onnx"));
    }

    /** "present" is "past" with "step" appended on the second axis, as a key-value cache grows. */
    public static Path cache(Path directory, ElementType type) {
        GraphBuilder graph = GraphBuilder.named("cache");
        graph.input("past", type, Dimension.of(1), Dimension.named("p"), Dimension.of(2));
        graph.input("step", type, Dimension.of(1), Dimension.named("t"), Dimension.of(2));
        graph.node("Concat").inputs("past", "step").with("axis", 1).outputs("present");
        graph.output("present", type, Dimension.of(1), Dimension.named("p+t"), Dimension.of(2));
        return write(graph, directory.resolve("cache-" + type + ".onnx"));
    }

    /** The sums of rows of x[batch,n], by a matrix of n² weights. */
    public static Path wide(Path directory, int n) {
        GraphBuilder graph = GraphBuilder.named("wide");
        graph.input("x", FLOAT32, Dimension.named("batch"), Dimension.of(n));
        float[] ones = new float[n * n];
        Arrays.fill(ones, 1);
        graph.node("MatMul").inputs("x", graph.floats("w", ones, n, n)).outputs("y");
        graph.output("y", FLOAT32, Dimension.named("batch"), Dimension.of(n));
        return write(graph, directory.resolve("wide.onnx"));
    }

    private static Path write(GraphBuilder graph, Path file) {
        new OnnxFile(graph.model()).write(file);
        return file;
    }
}
