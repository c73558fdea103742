package dev.vignette.inference.graph;

import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.InferenceException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What edits for speed compute is what the file computes. */
class FasterGraphsTest extends EditedGraphs {
    private final SplittableRandom random = new SplittableRandom(5);

    private float[] numbers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
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

    /** Parts of neighbouring layers added up, as {@link GraphSurgery#convolveLayers} says. */
    @Test
    void volumesAreConvolvedLayerByLayer() {
        int in = 3;
        int out = 2;
        int layers = 4;
        int plane = 5 * 6;
        GraphBuilder graph = GraphBuilder.named("volumes");
        graph.input("x", FLOAT32, Dimension.all(1, in, layers, 5, 6));
        graph.node("Conv")
                .inputs("x", graph.floats("w", numbers(out * in * 3 * 5 * 3), out, in, 3, 5, 3))
                .with("pads", new long[] {1, 2, 1, 1, 2, 1})
                .outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, out, layers, 5, 6));
        OnnxFile file = new OnnxFile(graph.model());
        float[] x = numbers(in * layers * plane);
        float[] expected = run(file, x, 1, in, layers, 5, 6);
        float[] pictures = new float[x.length];
        for (int layer = 0; layer < layers; layer++) {
            for (int c = 0; c < in; c++) {
                System.arraycopy(x, (c * layers + layer) * plane, pictures, (layer * in + c) * plane, plane);
            }
        }
        float[] parts = run(GraphSurgery.convolveLayers(file, "y", 5, 6), pictures, layers, in, 5, 6);
        float[] made = new float[expected.length];
        for (int layer = 0; layer < layers; layer++) {
            for (int d = 0; d < 3; d++) {
                int from = layer + d - 1;
                for (int i = 0; from >= 0 && from < layers && i < out * plane; i++) {
                    made[(i / plane * layers + layer) * plane + i % plane] += parts[(from * 3 + d) * out * plane + i];
                }
            }
        }
        assertThat(made).containsExactly(expected, within(1e-5f));
    }

    @Test
    void otherValuesThanConvolvedVolumesAreNotMadeLayerByLayer() {
        GraphBuilder graph = GraphBuilder.named("others");
        graph.input("x", FLOAT32, Dimension.all(2, 3, 4, 6, 6));
        String smaller = graph.node("Conv")
                .inputs("x", graph.floats("w", numbers(5 * 3 * 27), 5, 3, 3, 3, 3))
                .output();
        graph.node("Relu").inputs(smaller).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(2, 5, 2, 4, 4));
        OnnxFile file = new OnnxFile(graph.model());
        for (String value : List.of("x", "y", smaller)) {
            assertThatThrownBy(() -> GraphSurgery.convolveLayers(file, value, 6, 6))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("The value " + value)
                    .hasMessageContaining("keeps their size");
        }
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
