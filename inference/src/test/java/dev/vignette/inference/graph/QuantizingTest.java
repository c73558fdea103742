package dev.vignette.inference.graph;

import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.InferenceException;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Convolutions of eight bits compute what they should: exactly on numbers that eight bits hold, else within what rounding costs. */
class QuantizingTest extends EditedGraphs {
    private final SplittableRandom random = new SplittableRandom(4);

    private float[] normals(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Whole numbers, among them ±127, times a power of two. */
    private float[] whole(int count, float step) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = step * (i % 16 == 0 ? 127 : random.nextInt(-127, 128));
        }
        return values;
    }

    private static OnnxFile convolution(int opset, float[] weights, float[] bias, long... shape) {
        GraphBuilder graph = GraphBuilder.named("one").opset(opset);
        long[] volume = {1, shape[1], 4, 6, 5};
        int rank = shape.length;
        graph.input("x", FLOAT32, Dimension.all(java.util.Arrays.copyOf(volume, rank)));
        long[] pads = new long[2 * (rank - 2)];
        java.util.Arrays.fill(pads, shape[2] / 2);
        graph.node("Conv")
                .inputs("x", graph.floats("w", weights, shape), graph.floats("b", bias, bias.length))
                .with("pads", pads)
                .outputs("y");
        volume[1] = shape[0];
        graph.output("y", FLOAT32, Dimension.all(java.util.Arrays.copyOf(volume, rank)));
        return new OnnxFile(graph.model());
    }

    @Test
    void whatEightBitsHoldIsComputedExactly() {
        float[] weights = whole(4 * 3 * 3 * 3, 0.25f);
        OnnxFile file = convolution(13, weights, new float[] {1, 2, 3, 4}, 4, 3, 3, 3);
        float[] x = whole(3 * 4 * 6, 0.5f);
        OnnxFile edited = GraphSurgery.quantize(file, Map.of("y", 127 * 0.5f), EightBit.INT8);
        assertThat(run(edited, x, 1, 3, 4, 6)).containsExactly(run(file, x, 1, 3, 4, 6), within(1e-2f));
        assertThat(edited.model().getGraph().getInitializerList())
                .filteredOn(tensor -> tensor.getDimsCount() == 4)
                .singleElement()
                .satisfies(tensor -> assertThat(tensor.getDataType()).isEqualTo(3));
    }

    @ParameterizedTest
    @EnumSource(EightBit.class)
    void roundingCostsWhatItShould(EightBit type) {
        OnnxFile file = convolution(19, normals(8 * 16 * 27), new float[8], 8, 16, 3, 3, 3);
        float[] x = normals(16 * 4 * 6 * 5);
        float[] expected = run(file, x, 1, 16, 4, 6, 5);
        float[] made = run(GraphSurgery.quantize(file, Map.of("y", 4f), type), x, 1, 16, 4, 6, 5);
        double error = 0;
        double power = 0;
        for (int i = 0; i < made.length; i++) {
            error += (made[i] - expected[i]) * (made[i] - expected[i]);
            power += expected[i] * expected[i];
        }
        // Normal numbers: 8 bits of whole numbers to 4 deviations leave about 38 dB, three bits of mantissa about 28.
        double decibels = 10 * Math.log10(power / error);
        assertThat(decibels).isCloseTo(type == EightBit.INT8 ? 38 : 28, within(3.0));
    }

    @Test
    void zeroStaysZeroAndChannelsOfZeroesAreNoTrouble() {
        OnnxFile file = convolution(13, new float[2 * 9], new float[2], 2, 1, 3, 3);
        float[] made = run(GraphSurgery.quantize(file, Map.of("y", 1f), EightBit.INT8), normals(24), 1, 1, 4, 6);
        assertThat(made).containsOnly(0);
    }

    @Test
    void whatSeveralConvolutionsTakeIsRoundedOnce() {
        GraphBuilder graph = GraphBuilder.named("two");
        graph.input("x", FLOAT32, Dimension.all(1, 2, 4, 4));
        for (String name : new String[] {"a", "b"}) {
            graph.node("Conv")
                    .inputs("x", graph.floats("w" + name, normals(3 * 2), 3, 2, 1, 1))
                    .outputs(name);
        }
        graph.node("Add").inputs("a", "b").outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 3, 4, 4));
        OnnxFile file = new OnnxFile(graph.model());
        assertThat(GraphSurgery.convolutions(file))
                .extracting(Convolution::output)
                .containsExactly("a", "b");
        OnnxFile edited = GraphSurgery.quantize(file, Map.of("a", 2f, "b", 2f), EightBit.INT8);
        assertThat(edited.model().getGraph().getNodeList())
                .filteredOn(node -> node.getOpType().equals("QuantizeLinear"))
                .hasSize(1);
        OnnxFile one = GraphSurgery.quantize(file, Map.of("a", 2f), EightBit.INT8);
        assertThat(one.model().getGraph().getNodeList())
                .filteredOn(node -> node.getOutput(0).equals("b"))
                .singleElement()
                .satisfies(node -> assertThat(node.getInputList()).containsExactly("x", "wb"));
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        OnnxFile file = convolution(13, normals(9), new float[1], 1, 1, 3, 3);
        assertThatThrownBy(() -> GraphSurgery.quantize(file, Map.of("z", 1f), EightBit.INT8))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("no convolution")
                .hasMessageContaining("z");
        assertThatThrownBy(() -> GraphSurgery.quantize(file, Map.of("y", 1f), EightBit.FP8))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("19");
        assertThatThrownBy(() -> GraphSurgery.quantize(file, Map.of("y", 0f), EightBit.INT8))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("Calibrate");
        assertThatThrownBy(() -> GraphSurgery.alsoGiving(file, Set.of("nowhere")))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("nowhere");
    }
}
