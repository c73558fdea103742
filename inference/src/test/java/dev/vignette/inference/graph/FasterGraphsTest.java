package dev.vignette.inference.graph;

import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What edits for speed compute is what the file computes. */
class FasterGraphsTest {
    private static final OnnxRuntimeEngine ENGINE = OnnxRuntimeEngine.cpu();

    @TempDir
    private Path home;

    private final SplittableRandom random = new SplittableRandom(5);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private float[] numbers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private float[] run(OnnxFile file, float[] values, long... shape) {
        Path path = home.resolve("edited.onnx");
        file.write(path);
        try (Network network = ENGINE.open(path, "edited");
                TensorScope scope = ENGINE.scope()) {
            var y = network.run(scope, Map.of("x", scope.floats(values, shape)), Set.of("y"))
                    .get("y");
            float[] numbers = new float[(int) y.size()];
            y.floats().get(numbers);
            return numbers;
        }
    }

    private OnnxFile same(GraphBuilder graph, UnaryOperator<OnnxFile> edit, long... shape) {
        OnnxFile file = new OnnxFile(graph.model());
        OnnxFile edited = edit.apply(file);
        float[] values = numbers((int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b));
        assertThat(run(edited, values, shape)).containsExactly(run(file, values, shape), within(1e-5f));
        return edited;
    }

    private static long count(OnnxFile file, String operator) {
        return file.model().getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .count();
    }

    private String convolution(GraphBuilder graph, String x, int kernel, long... shape) {
        int size = (int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        long[] pads = new long[2 * (shape.length - 2)];
        java.util.Arrays.fill(pads, kernel / 2);
        return graph.node("Conv")
                .inputs(
                        x,
                        graph.floats(graph.freshName("w"), numbers(size), shape),
                        graph.floats(graph.freshName("b"), numbers((int) shape[0]), shape[0]))
                .with("pads", pads)
                .output();
    }

    private static String enlarged(GraphBuilder graph, String x, float... scales) {
        return graph.node("Resize")
                .inputs(x, "", graph.floats(graph.freshName("s"), scales, scales.length))
                .with("mode", "nearest")
                .with("coordinate_transformation_mode", "asymmetric")
                .with("nearest_mode", "floor")
                .output();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, SEPARATE",
        "4, 3, SEPARATE",
        "3, 5, SEPARATE",
        "2, 3, TRANSPOSED",
        "4, 3, TRANSPOSED",
        "3, 5, TRANSPOSED"
    })
    void convolutionsOverRepeatedPixelsAreComputedSmall(int factor, int kernel, PhaseConvolution.Form form) {
        GraphBuilder graph = GraphBuilder.named("phases");
        graph.input("x", FLOAT32, Dimension.all(2, 3, 5, 4));
        String large = enlarged(graph, "x", 1, 1, factor, factor);
        String bent = graph.op("Relu", convolution(graph, large, kernel, 4, 3, kernel, kernel));
        graph.node("Add")
                .inputs(bent, convolution(graph, large, kernel, 4, 3, kernel, kernel))
                .outputs("y");
        graph.output("y", FLOAT32, Dimension.all(2, 4, 5L * factor, 4L * factor));
        OnnxFile edited = same(graph, file -> PhaseConvolution.apply(file, form), 2, 3, 5, 4);
        assertThat(count(edited, "Resize")).isZero();
        if (form == PhaseConvolution.Form.SEPARATE && factor == 4) {
            // Of four phases on an axis the two in the middle are the same.
            assertThat(count(edited, "Conv")).isEqualTo(2 * 9);
        }
    }

    @Test
    void anEnlargementByTheSizeItShallHaveIsUnderstoodToo() {
        GraphBuilder graph = GraphBuilder.named("sizes");
        graph.input("x", FLOAT32, Dimension.all(1, 2, 3, 3));
        String large = graph.node("Resize")
                .inputs("x", "", "", graph.longs("sizes", new long[] {1, 2, 6, 6}, 4))
                .with("mode", "nearest")
                .with("coordinate_transformation_mode", "asymmetric")
                .with("nearest_mode", "floor")
                .output();
        graph.rename(convolution(graph, large, 3, 2, 2, 3, 3), "y");
        graph.output("y", FLOAT32, Dimension.all(1, 2, 6, 6));
        assertThat(count(same(graph, GraphSurgery::convolveByPhase, 1, 2, 3, 3), "Resize"))
                .isZero();
    }

    @Test
    void otherEnlargementsAreLeftAlone() {
        GraphBuilder graph = GraphBuilder.named("linear");
        graph.input("x", FLOAT32, Dimension.all(1, 2, 3, 3));
        String large = graph.node("Resize")
                .inputs("x", "", graph.floats("s", new float[] {1, 1, 2, 2}, 4))
                .with("mode", "linear")
                .output();
        graph.rename(convolution(graph, large, 3, 2, 2, 3, 3), "y");
        graph.output("y", FLOAT32, Dimension.all(1, 2, 6, 6));
        assertThat(count(same(graph, GraphSurgery::convolveByPhase, 1, 2, 3, 3), "Resize"))
                .isOne();
    }

    @Test
    void siblingsAreComputedAsOne() {
        GraphBuilder graph = GraphBuilder.named("siblings");
        graph.input("x", FLOAT32, Dimension.all(1, 3, 4, 4));
        String a = graph.op("Relu", convolution(graph, "x", 3, 2, 3, 3, 3));
        String b = graph.op("Relu", convolution(graph, "x", 3, 2, 3, 3, 3));
        String c = convolution(graph, "x", 1, 2, 3, 1, 1);
        graph.node("Add").inputs(graph.op("Mul", a, b), c).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 2, 4, 4));
        OnnxFile edited = same(graph, GraphSurgery::joinConvolutions, 1, 3, 4, 4);
        assertThat(count(edited, "Conv")).isEqualTo(2);
        assertThat(count(edited, "Relu")).isOne();
    }

    @Test
    void convolutionsToHardlyAnyChannelAreComputedPlaceByPlace() {
        GraphBuilder graph = GraphBuilder.named("narrow");
        graph.input("x", FLOAT32, Dimension.all(1, 300, 5, 6));
        String narrow = convolution(graph, "x", 5, 2, 300, 5, 5);
        String wide = convolution(graph, "x", 3, 4, 300, 3, 3);
        graph.node("Concat").inputs(narrow, wide).with("axis", 1).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 6, 5, 6));
        OnnxFile edited = same(graph, GraphSurgery::convolveByTap, 1, 300, 5, 6);
        assertThat(count(edited, "Conv")).isEqualTo(3);
    }

    @Test
    void whatIsEqualIsComputedOnce() {
        GraphBuilder graph = GraphBuilder.named("twice");
        graph.input("x", FLOAT32, Dimension.all(2, 3, 4, 4));
        String[] normed = new String[2];
        for (int i = 0; i < 2; i++) {
            String one = graph.floats("one" + i, new float[] {1, 1, 1}, 3);
            String zero = graph.floats("zero" + i, new float[3], 3);
            normed[i] = graph.op("InstanceNormalization", "x", one, zero);
        }
        graph.node("Mul").inputs(normed).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(2, 3, 4, 4));
        assertThat(count(same(graph, GraphSurgery::shareCommon, 2, 3, 4, 4), "InstanceNormalization"))
                .isOne();
    }

    /** Wide to narrow is added up after, narrow to wide is put beside before. */
    @Test
    void volumesAreConvolvedLayerByLayer() {
        GraphBuilder graph = GraphBuilder.named("volumes");
        graph.input("x", FLOAT32, Dimension.all(2, 3, 4, 6, 6));
        String down = graph.node("AveragePool")
                .inputs(graph.op("Relu", convolution(graph, "x", 3, 5, 3, 3, 3, 3)))
                .with("kernel_shape", new long[] {1, 2, 2})
                .with("strides", new long[] {1, 2, 2})
                .output();
        String up = convolution(graph, enlarged(graph, down, 1, 1, 1, 2, 2), 3, 2, 5, 3, 3, 3);
        String joined = graph.node("Concat").inputs(up, "x").with("axis", 1).output();
        String soft = graph.node("Softmax")
                .inputs(convolution(graph, joined, 3, 4, 5, 3, 3, 3))
                .with("axis", 1)
                .output();
        String flat = graph.op("Reshape", joined, graph.longs("flat", new long[] {-1, 20, 6, 6}, 4));
        String picture = convolution(graph, flat, 3, 4, 20, 3, 3);
        String deep = graph.op("Unsqueeze", picture, graph.longs("axes", new long[] {2}, 1));
        graph.node("Mul").inputs(soft, deep).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(2, 4, 4, 6, 6));
        OnnxFile edited = same(graph, GraphSurgery::foldDepth, 2, 3, 4, 6, 6);
        assertThat(edited.model().getGraph().getInitializerList()).noneMatch(tensor -> tensor.getDimsCount() == 5);
        OnnxFile inner = GraphSurgery.cut(
                edited,
                List.of(TensorSpec.of("x/planes", FLOAT32, 8, 3, 6, 6)),
                List.of(TensorSpec.of(up + "/parts", FLOAT32, 8, 6, 6, 6)));
        assertThat(inner.signature("inner").inputs()).hasSize(1);
    }

    @Test
    void volumesOfUnknownShapeAreRefused() {
        GraphBuilder graph = GraphBuilder.named("volumes");
        graph.input("x", FLOAT32, Dimension.all(2, 3, -1, 6, 6));
        graph.rename(convolution(graph, "x", 3, 5, 3, 3, 3, 3), "y");
        graph.output("y", FLOAT32, Dimension.all(2, 5, -1, 6, 6));
        assertThatThrownBy(() -> GraphSurgery.foldDepth(new OnnxFile(graph.model())))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("the shape of x");
    }

    @Test
    void passesWithAndWithoutConditionAreFound() {
        GraphBuilder graph = GraphBuilder.named("guided");
        graph.input("x", FLOAT32, Dimension.all(1, 2));
        graph.input("c", FLOAT32, Dimension.all(1, 2));
        String none = graph.floats("none", new float[] {3, 4}, 1, 2);
        String weights = graph.floats("w", new float[] {1, 2, 3, 4}, 2, 2);
        String condition = graph.op("Tanh", "c");
        String with = graph.op("MatMul", graph.op("Add", "x", condition), weights);
        String without = graph.op("MatMul", graph.op("Add", "x", none), weights);
        String change = graph.op("Mul", graph.op("Sub", with, without), graph.scalar("two", 2));
        graph.node("Add").inputs(without, change).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 2));
        GuidanceBranches branches = GuidanceBranches.of(new OnnxFile(graph.model()));
        assertThat(branches.weight()).isEqualTo(2);
        assertThat(branches.differing()).containsExactly(Map.entry(condition, none));
        assertThat(branches.conditioned()).isEqualTo(with);
    }

    @ParameterizedTest
    @EnumSource(Plain.class)
    void networksWithoutGuidanceAreRefused(Plain kind) {
        GraphBuilder graph = GraphBuilder.named("plain");
        graph.input("x", FLOAT32, Dimension.all(1, 2));
        String other = kind == Plain.OTHER_OPERATORS ? graph.op("Tanh", "x") : "x";
        String change = graph.op("Mul", graph.op("Sub", graph.op("Exp", "x"), other), graph.scalar("two", 2));
        graph.node("Add").inputs(other, change).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 2));
        assertThatThrownBy(() -> GuidanceBranches.of(new OnnxFile(graph.model())))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("no guidance");
    }

    private enum Plain {
        OTHER_OPERATORS,
        AN_INPUT
    }

    @Test
    void channelsBeyondATileAreConvolvedByThemselves() {
        GraphBuilder graph = GraphBuilder.named("split");
        graph.input("x", FLOAT32, Dimension.all(2, 3, 5, 4));
        String wide = convolution(graph, "x", 3, 10, 3, 3, 3);
        String bent = graph.op(
                "Relu",
                graph.op(
                        "BatchNormalization",
                        wide,
                        graph.floats("scale", numbers(10), 10),
                        graph.floats("shift", numbers(10), 10),
                        graph.floats("mean", numbers(10), 10),
                        graph.floats("variance", new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10)));
        // Far beyond a tile, and just one.
        String half = convolution(graph, bent, 3, 12, 10, 3, 3);
        graph.rename(convolution(graph, half, 3, 8, 12, 3, 3), "y");
        graph.output("y", FLOAT32, Dimension.all(2, 8, 5, 4));
        OnnxFile edited = same(graph, file -> GraphSurgery.splitChannels(file, 8), 2, 3, 5, 4);
        assertThat(count(edited, "Conv")).isEqualTo(4);
        assertThat(count(edited, "BatchNormalization")).isEqualTo(2);
    }

    @Test
    void largeKernelsAreTheSumOfTwo() {
        GraphBuilder graph = GraphBuilder.named("rows");
        graph.input("x", FLOAT32, Dimension.all(2, 32, 6, 9));
        String wide = convolution(graph, "x", 7, 64, 32, 7, 7);
        // Few channels, and a kernel that is no larger than what is taken.
        String few = convolution(graph, wide, 7, 3, 64, 7, 7);
        graph.rename(convolution(graph, few, 5, 32, 3, 5, 5), "y");
        graph.output("y", FLOAT32, Dimension.all(2, 32, 6, 9));
        OnnxFile file = new OnnxFile(graph.model());
        OnnxFile edited = GraphSurgery.splitKernels(file);
        float[] values = numbers(2 * 32 * 6 * 9);
        // Sums of thousands of products, of numbers up to some hundreds.
        assertThat(run(edited, values, 2, 32, 6, 9)).containsExactly(run(file, values, 2, 32, 6, 9), within(5e-3f));
        assertThat(count(edited, "Conv")).isEqualTo(4);
    }
}
