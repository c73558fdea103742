package dev.vignette.inference.calibration;

import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.Convolution;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.EightBit;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What costs little is computed with eight bits first, and quality is what was measured. */
class QuantizerTest {
    private static final OnnxRuntimeEngine ENGINE = OnnxRuntimeEngine.cpuAsWritten();

    @TempDir
    private Path home;

    private final SplittableRandom random = new SplittableRandom(9);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private float[] normals(int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    private void convolution(GraphBuilder graph, String x, String y, double gain) {
        graph.node("Conv")
                .inputs(x, graph.floats(graph.freshName("w"), normals(8 * 8 * 9, gain / Math.sqrt(9 * 8)), 8, 8, 3, 3))
                .with("pads", new long[] {1, 1, 1, 1})
                .outputs(y);
    }

    /** Of three convolutions of a value the first counts for most of the result, the second for a tenth, the third for a hundredth. */
    private OnnxFile network() {
        GraphBuilder graph = GraphBuilder.named("three");
        graph.input("x", FLOAT32, Dimension.all(1, 8, 12, 12));
        graph.node("Tanh").inputs("x").outputs("t1");
        graph.node("Relu").inputs("x").outputs("t2");
        graph.node("Abs").inputs("x").outputs("t3");
        convolution(graph, "t1", "much", 0.2);
        convolution(graph, "t2", "some", 0.02);
        convolution(graph, "t3", "little", 0.002);
        graph.node("Sum").inputs("much", "some", "little").outputs("y");
        graph.output("y", FLOAT32, Dimension.all(1, 8, 12, 12));
        return new OnnxFile(graph.model());
    }

    private Quantizer quantizer(OnnxFile file) {
        List<Map<String, float[]>> examples =
                List.of(Map.of("x", normals(8 * 144, 1)), Map.of("x", normals(8 * 144, 1)));
        return new Quantizer(
                ENGINE, file, EightBit.INT8, one -> true, examples, (which, outputs) -> outputs.get("y"), home);
    }

    @Test
    void whatCostsLeastIsRoundedFirst() {
        OnnxFile file = network();
        Quantizer quantizer = quantizer(file);
        List<String> told = new ArrayList<>();
        List<Loss> losses = quantizer.losses((loss, number, of) -> told.add(number + "/" + of));
        assertThat(told).containsExactly("1/3", "2/3", "3/3");
        assertThat(losses)
                .extracting(Loss::convolutions)
                .containsExactly(List.of("little"), List.of("some"), List.of("much"));
        // Ten times as much counts for 20 dB, of which 3 are gone because a rectifier lets through half of the power.
        assertThat(losses.get(0).decibels() - losses.get(1).decibels()).isCloseTo(17, within(3.0));
        assertThat(losses.get(0).products()).isEqualTo(144L * 8 * 8 * 9);

        double between = (losses.get(1).decibels() + losses.get(2).decibels()) / 2;
        Quantization two = quantizer.choose(losses, between);
        assertThat(two.ranges()).containsOnlyKeys("little", "some");
        assertThat(two.decibels()).isGreaterThanOrEqualTo(between);
        assertThat(two.share()).isCloseTo(2 / 3.0, within(0.01));
        assertThat(quantizer.choose(losses, losses.get(0).decibels() + 6).ranges())
                .isEmpty();
        assertThat(quantizer.choose(losses, losses.get(2).decibels() - 1).ranges())
                .hasSize(3);
    }

    @Test
    void aChoiceIsKeptInAFileAndMadeInPartsOfANetworkToo() throws Exception {
        OnnxFile file = network();
        Quantizer quantizer = quantizer(file);
        Quantization choice = quantizer.choose(quantizer.losses((loss, number, of) -> {}), 10);
        Path kept = home.resolve("choice.json");
        choice.write(kept);
        assertThat(Quantization.read(kept)).isEqualTo(choice);
        OnnxFile part = GraphSurgery.cut(
                file,
                List.of(TensorSpec.of("x", FLOAT32, 3, 8, 12, 12)),
                List.of(TensorSpec.of("some", FLOAT32, 3, 8, 12, 12)));
        assertThat(choice.apply(part).model().getGraph().getNodeList())
                .extracting(node -> node.getOpType())
                .containsExactly("Relu", "QuantizeLinear", "DequantizeLinear", "DequantizeLinear", "Conv");
        assertThat(home.toFile().list()).containsExactly("choice.json");
        Files.writeString(kept, "{\"type\":");
        assertThatThrownBy(() -> Quantization.read(kept))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("Delete it");
    }

    @Test
    void thereMustBeAnExampleWithAllInputs() {
        OnnxFile file = network();
        List<Convolution> all = GraphSurgery.convolutions(file);
        assertThatThrownBy(() -> Calibration.of(ENGINE, file, all, List.of(), RangeRule.LARGEST, home))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("example");
        assertThatThrownBy(() -> Calibration.of(ENGINE, file, all, List.of(Map.of()), RangeRule.LARGEST, home))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("x");
    }
}
