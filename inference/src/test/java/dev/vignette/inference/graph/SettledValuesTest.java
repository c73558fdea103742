package dev.vignette.inference.graph;

import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays from run to run is found behind the layers that do not mix it with what changes. */
class SettledValuesTest {
    private static final OnnxRuntimeEngine ENGINE = OnnxRuntimeEngine.cpu();
    private static final TensorSpec STAYS = TensorSpec.of("stays", FLOAT32, 1, 5, 4);

    @TempDir
    private Path home;

    private final SplittableRandom random = new SplittableRandom(3);

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

    /** Means and deviations as exporters write them out, a layer, and attention of the rows to each other. */
    private GraphBuilder network(int axis) {
        GraphBuilder graph = GraphBuilder.named("rows");
        graph.input("stays", FLOAT32, Dimension.all(1, 5, 4));
        graph.input("changes", FLOAT32, Dimension.all(1, 2, 4));
        String rows = graph.node("Concat")
                .inputs("stays", "changes")
                .with("axis", axis)
                .output();
        String mean = graph.node("ReduceMean")
                .inputs(rows)
                .with("axes", new long[] {-1})
                .output();
        String middled = graph.op("Sub", rows, mean);
        String square = graph.op("Mul", middled, middled);
        String deviation = graph.op(
                "Sqrt",
                graph.node("ReduceMean")
                        .inputs(square)
                        .with("axes", new long[] {-1})
                        .output());
        String normed = graph.op("Div", middled, deviation);
        String keys = graph.op(
                "Add",
                graph.op("MatMul", normed, graph.floats("w", numbers(24), 4, 6)),
                graph.floats("b", numbers(6), 6));
        String turned = graph.node("Transpose")
                .inputs(keys)
                .with("perm", new long[] {0, 2, 1})
                .output();
        graph.node("MatMul").inputs(keys, turned).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 7, 7));
        return graph;
    }

    private Map<String, float[]> run(OnnxFile file, Map<String, Tensor> inputs, TensorScope scope, String output) {
        Path path = home.resolve("part.onnx");
        file.write(path);
        try (Network network = ENGINE.open(path, "part")) {
            Tensor y = network.run(scope, inputs, Set.of(output)).get(output);
            float[] values = new float[(int) y.size()];
            y.floats().get(values);
            return Map.of(output, values);
        }
    }

    @Test
    void keys_of_rows_that_stay_are_computed_apart() {
        for (int axis : new int[] {1, -2}) {
            OnnxFile file = new OnnxFile(network(axis).model());
            OnnxFile split = GraphSurgery.splitRows(file);
            List<TensorSpec> frontier = GraphSurgery.frontier(split, List.of(STAYS), "y");
            assertThat(frontier)
                    .hasSize(1)
                    .first()
                    .satisfies(keys -> assertThat(keys.shape()).containsExactly(1, 5, 6));
            TensorSpec keys = frontier.getFirst();
            try (TensorScope scope = ENGINE.scope()) {
                Tensor stays = scope.floats(numbers(20), 1, 5, 4);
                Tensor changes = scope.floats(numbers(8), 1, 2, 4);
                float[] whole = run(file, Map.of("stays", stays, "changes", changes), scope, "y")
                        .get("y");
                OnnxFile before = GraphSurgery.cut(split, List.of(STAYS), frontier);
                float[] kept =
                        run(before, Map.of("stays", stays), scope, keys.name()).get(keys.name());
                OnnxFile after = GraphSurgery.cut(
                        split,
                        List.of(keys, TensorSpec.of("changes", FLOAT32, 1, 2, 4)),
                        List.of(TensorSpec.of("y", FLOAT32, 1, 7, 7)));
                Map<String, Tensor> inputs = Map.of(keys.name(), scope.floats(kept, 1, 5, 6), "changes", changes);
                assertThat(run(after, inputs, scope, "y").get("y")).containsExactly(whole, within(1e-5f));
            }
        }
    }

    @Test
    void rows_that_are_joined_end_to_end_stay_joined() {
        GraphBuilder graph = GraphBuilder.named("wide");
        graph.input("stays", FLOAT32, Dimension.all(1, 5, 4));
        graph.input("changes", FLOAT32, Dimension.all(1, 5, 2));
        String wide =
                graph.node("Concat").inputs("stays", "changes").with("axis", 2).output();
        graph.node("MatMul").inputs(wide, graph.floats("w", numbers(18), 6, 3)).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 5, 3));
        OnnxFile file = new OnnxFile(graph.model());
        assertThat(GraphSurgery.splitRows(file).model().getGraph().getNodeList())
                .isEqualTo(file.model().getGraph().getNodeList());
        assertThat(GraphSurgery.frontier(file, List.of(STAYS), "y")).containsExactly(STAYS);
    }
}
