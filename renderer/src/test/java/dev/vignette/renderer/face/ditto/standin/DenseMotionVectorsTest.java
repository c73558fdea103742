package dev.vignette.renderer.face.ditto.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Network;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.face.ditto.Vectors;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The two steps of the dense motion that exporters write in several ways, as the stand-ins write them and the runtime runs them. */
class DenseMotionVectorsTest {
    @TempDir
    private Path home;

    @Test
    void volumesAreSampledAtPlacesFromFaceToFace() {
        JsonNode vector = Vectors.read("grid_sample3d");
        GraphBuilder graph = GraphBuilder.named("sample").opset(20);
        graph.input("volume", ElementType.FLOAT32, Dimension.all(1, 2, 3, 4, 5));
        graph.input("grid", ElementType.FLOAT32, Dimension.all(1, 2, 3, 3, 3));
        Layers layers = new Layers(graph, 1);
        graph.rename(layers.gridSample("volume", "grid", "linear"), "out");
        graph.output("out", ElementType.FLOAT32, Dimension.all(1, 2, 2, 3, 3));
        float[] out = run(
                graph,
                "out",
                scope -> Map.of(
                        "volume", scope.floats(Vectors.floats(vector.get("input")), 1, 2, 3, 4, 5),
                        "grid", scope.floats(Vectors.floats(vector.get("grid")), 1, 2, 3, 3, 3)));
        assertThat(out).containsExactly(Vectors.floats(vector.get("output")), within(1e-5f));
    }

    @Test
    void heatFallsOffAroundAKeyPoint() {
        JsonNode vector = Vectors.read("kp_gaussian");
        GraphBuilder graph = GraphBuilder.named("heat").opset(20);
        graph.input("kp", ElementType.FLOAT32, Dimension.all(1, 21, 3));
        Layers layers = new Layers(graph, 1);
        String grid = layers.constant(WarpStandIn.grid(), 1, 1, 16, 64, 64, 3);
        graph.rename(WarpStandIn.gaussian(layers, grid, "kp"), "out");
        graph.output("out", ElementType.FLOAT32, Dimension.all(1, 21, 16, 64, 64));
        float[] kp = Vectors.floats(vector.get("kp"));
        float[] points = new float[63];
        System.arraycopy(kp, 0, points, 0, 3);
        float[] out = run(graph, "out", scope -> Map.of("kp", scope.floats(points, 1, 21, 3)));
        for (JsonNode sample : vector.get("samples")) {
            int at = (sample.get("d").asInt() * 64 + sample.get("h").asInt()) * 64
                    + sample.get("w").asInt();
            assertThat(out[at])
                    .as("%s", sample)
                    .isCloseTo((float) sample.get("value").asDouble(), within(1e-6f));
            assertThat(WarpStandIn.grid()[3 * at])
                    .isCloseTo((float) sample.get("coord").get(0).asDouble(), within(1e-6f));
        }
        double sum = 0;
        for (int i = 0; i < 16 * 64 * 64; i++) {
            sum += out[i];
        }
        assertThat(sum).isCloseTo(vector.get("sum").asDouble(), within(1e-3));
    }

    private interface Inputs {
        Map<String, dev.vignette.inference.Tensor> in(TensorScope scope);
    }

    private float[] run(GraphBuilder graph, String output, Inputs inputs) {
        Path file = home.resolve("graph.onnx");
        new OnnxFile(graph.model()).write(file);
        try (var engine = OnnxRuntimeEngine.cpu();
                Network network = engine.open(file, "graph");
                TensorScope scope = engine.scope()) {
            var tensor = network.run(scope, inputs.in(scope), Set.of(output)).get(output);
            float[] values = new float[(int) tensor.size()];
            tensor.floats().get(values);
            return values;
        }
    }
}
