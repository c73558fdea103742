package dev.vignette.inference.graph;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs graphs from {@code x} to {@code y} on the processor, as they stand, for tests that edit them. */
abstract class EditedGraphs {
    private static OnnxRuntimeEngine engine;

    @TempDir
    Path home;

    @BeforeAll
    static void open() {
        engine = OnnxRuntimeEngine.cpuAsWritten();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    final float[] run(OnnxFile file, float[] values, long... shape) {
        Path path = home.resolve("edited.onnx");
        file.write(path);
        try (Network network = engine.open(path, "edited");
                TensorScope scope = engine.scope()) {
            Tensor y = network.run(scope, Map.of("x", scope.floats(values, shape)), Set.of("y"))
                    .get("y");
            float[] numbers = new float[(int) y.size()];
            y.floats().get(numbers);
            return numbers;
        }
    }
}
