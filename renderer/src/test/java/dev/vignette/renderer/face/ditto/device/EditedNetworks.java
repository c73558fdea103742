package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs stand-ins and what was edited of them on the processor, as they stand, for tests that compare the two. */
abstract class EditedNetworks {
    static OnnxRuntimeEngine engine;

    @TempDir
    Path home;

    final SplittableRandom random = new SplittableRandom(11);

    @BeforeAll
    static void open() {
        engine = OnnxRuntimeEngine.cpuAsWritten();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    final OnnxFile standIn(DittoNetwork network, Kind kind) {
        Path file = home.resolve(network.file());
        DittoStandIn.write(file, network, kind, 7);
        return OnnxFile.read(file);
    }

    final float[] numbers(int count, float width) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextFloat() - 0.5f) * width;
        }
        return values;
    }

    final Map<String, float[]> run(OnnxFile file, Map<String, float[]> inputs) {
        Path path = home.resolve("part.onnx");
        file.write(path);
        try (Network network = engine.open(path, "part");
                TensorScope scope = engine.scope()) {
            Map<String, Tensor> tensors = new HashMap<>();
            for (TensorSpec spec : network.signature().inputs()) {
                float[] values = inputs.get(spec.name());
                long[] shape = spec.shape();
                tensors.put(
                        spec.name(),
                        spec.type() == ElementType.INT64
                                ? scope.longs(new long[] {(long) values[0]}, shape)
                                : scope.floats(values, shape));
            }
            Map<String, float[]> outputs = new HashMap<>();
            network.run(
                            scope,
                            tensors,
                            network.signature().outputs().stream()
                                    .map(TensorSpec::name)
                                    .collect(Collectors.toSet()))
                    .forEach((name, tensor) -> {
                        float[] values = new float[(int) tensor.size()];
                        tensor.floats().get(values);
                        outputs.put(name, values);
                    });
            return outputs;
        }
    }

    /** Within a share of the largest number. */
    static void assertSame(float[] expected, float[] actual, float tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        float most = 0;
        float widest = 0;
        for (int i = 0; i < expected.length; i++) {
            most = Math.max(most, Math.abs(expected[i] - actual[i]));
            widest = Math.max(widest, Math.abs(expected[i]));
        }
        assertThat(most).isLessThanOrEqualTo(tolerance * Math.max(1, widest));
        assertThat(widest).isPositive();
    }

    static float[] joined(float[] one, float[] other) {
        float[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
