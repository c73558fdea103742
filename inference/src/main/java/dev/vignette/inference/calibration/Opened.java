package dev.vignette.inference.calibration;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.OnnxFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An edited network that is run a few times and forgotten, with the file that it was opened from. */
record Opened(Engine engine, Network network, Path file) implements AutoCloseable {
    static Opened of(Engine engine, OnnxFile network, Path scratch) {
        try {
            Path file = Files.createTempFile(scratch, "calibrated", ".onnx");
            try {
                network.write(file);
                return new Opened(engine, engine.open(file, "under calibration"), file);
            } catch (InferenceException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + scratch + " cannot be written to: " + e.getMessage(), e);
        }
    }

    static Map<String, Tensor> tensors(TensorScope scope, List<TensorSpec> inputs, Map<String, float[]> example) {
        Map<String, Tensor> tensors = new HashMap<>();
        for (TensorSpec input : inputs) {
            float[] numbers = example.get(input.name());
            if (numbers == null) {
                throw new InferenceException("The example to calibrate with lacks the input " + input + ".");
            }
            tensors.put(input.name(), scope.floats(numbers, input.shape()));
        }
        return tensors;
    }

    Map<String, float[]> run(List<TensorSpec> inputs, Map<String, float[]> example, Set<String> outputs) {
        try (TensorScope scope = engine.scope()) {
            Map<String, float[]> values = new HashMap<>();
            network.run(scope, tensors(scope, inputs, example), outputs).forEach((name, tensor) -> {
                float[] numbers = new float[Math.toIntExact(tensor.size())];
                tensor.floats().get(numbers);
                values.put(name, numbers);
            });
            return values;
        }
    }

    @Override
    public void close() {
        network.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
