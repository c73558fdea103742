package dev.vignette.inference.graph;

import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphSurgeryTest extends EditedGraphs {
    private static GraphBuilder graph(long... input) {
        GraphBuilder graph = GraphBuilder.named("small");
        graph.input("x", FLOAT32, Dimension.all(input));
        return graph;
    }

    /** Reshape with a batch written into it, a constant that joins the items, and a side left to be inferred. */
    @Test
    void batchesWrittenIntoConstantsAreOpened() {
        GraphBuilder graph = graph(1, 4);
        String folded = graph.op("Reshape", "x", graph.longs("a", new long[] {2, 2}, 2));
        String back = graph.op("Reshape", folded, graph.longs("b", new long[] {1, 2, -1}, 3));
        String extra = graph.floats("c", new float[] {7, 8}, 1, 1, 2);
        graph.node("Concat").inputs(back, extra).with("axis", 1).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 3, 2));
        OnnxFile opened = GraphSurgery.openBatch(new OnnxFile(graph.model()), Set.of("x"));
        assertThat(run(opened, new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4))
                .containsExactly(1, 2, 3, 4, 7, 8, 5, 6, 7, 8, 7, 8);
        assertThat(opened.signature("y").input("x").orElseThrow().shape()).containsExactly(-1, 4);
    }

    @Test
    void nodesThatMixItemsAreRefusedByName() {
        GraphBuilder mixing = graph(1, 4);
        mixing.node("ReduceSum")
                .inputs("x", mixing.longs("a", new long[] {0}, 1))
                .name("/sum")
                .outputs("y");
        mixing.output("y", FLOAT32, Dimension.all(1, 4));
        assertThatThrownBy(() -> GraphSurgery.openBatch(new OnnxFile(mixing.model()), Set.of("x")))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("/sum")
                .hasMessageContaining("mixes items");
        GraphBuilder moving = graph(1, 4);
        moving.node("Transpose").inputs("x").with("perm", new long[] {1, 0}).outputs("y");
        moving.output("y", FLOAT32, Dimension.all(4, 1));
        assertThatThrownBy(() -> GraphSurgery.openBatch(new OnnxFile(moving.model()), Set.of("x")))
                .hasMessageContaining("Transpose");
        assertThatThrownBy(() -> GraphSurgery.openBatch(new OnnxFile(moving.model()), Set.of("z")))
                .hasMessageContaining("[z]");
    }

    @Test
    void axesBecomeInputsAndPartsAreCountedInANewerOperatorSet() {
        GraphBuilder graph = graph(2, 4);
        graph.node("Split").inputs("x").with("axis", 1).outputs("left", "right");
        graph.node("ReduceMean").inputs("right").with("axes", new long[] {1}).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(2, 1));
        OnnxFile raised = GraphSurgery.raiseOpset(new OnnxFile(graph.model()), 20);
        assertThat(raised.opset()).isEqualTo(20);
        assertThat(run(raised, new float[] {1, 2, 3, 4, 5, 6, 7, 9}, 2, 4)).containsExactly(3.5f, 8);
        assertThatThrownBy(() -> GraphSurgery.raiseOpset(new OnnxFile(graph.model()), 23))
                .hasMessageContaining("20 at most");
    }

    /** Volumes are sampled as the golden numbers say; the second lies half outside. */
    @Test
    void volumesAreSampledAtOperatorSet20() {
        GraphBuilder graph = graph(1, 1, 2, 2, 2);
        String grid = graph.floats("grid", new float[] {0, 0, 0, 1, 1, 1}, 1, 1, 1, 2, 3);
        graph.node("GridSample")
                .inputs("x", grid)
                .with("mode", "bilinear")
                .with("align_corners", 0)
                .outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 1, 1, 1, 2));
        OnnxFile raised = GraphSurgery.raiseOpset(new OnnxFile(graph.model()), 20);
        assertThat(run(raised, new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 1, 1, 2, 2, 2))
                .containsExactly(new float[] {3.5f, 7 / 8f}, within(1e-6f));
    }

    @Test
    void aNetworkIsCutBetweenNamedValues() {
        GraphBuilder graph = graph(1, 2);
        String twice = graph.op("Mul", "x", graph.scalar("two", 2));
        graph.node("Add").inputs(twice, graph.scalar("one", 1)).outputs("middle");
        graph.node("Mul").inputs("middle", graph.scalar("ten", 10)).outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 2));
        OnnxFile file = new OnnxFile(graph.model());
        OnnxFile tail = GraphSurgery.cut(
                file, List.of(TensorSpec.of("middle", FLOAT32, 1, 2)), List.of(TensorSpec.of("y", FLOAT32, 1, 2)));
        assertThat(tail.model().getGraph().getNodeCount()).isEqualTo(1);
        assertThat(GraphSurgery.weights(tail, "ten")).containsExactly(10);
        assertThatThrownBy(() -> GraphSurgery.weights(tail, "two")).hasMessageContaining("two");
        assertThatThrownBy(() -> GraphSurgery.cut(file, List.of(), List.of(TensorSpec.of("y", FLOAT32, 1, 2))))
                .hasMessageContaining("x is needed");
    }
}
