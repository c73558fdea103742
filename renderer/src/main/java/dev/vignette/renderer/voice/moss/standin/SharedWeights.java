package dev.vignette.renderer.voice.moss.standin;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.WeightsFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Weights by name in one file beside the graphs that share them; each is drawn when it is first asked for. For one thread. */
final class SharedWeights implements AutoCloseable {
    private final WeightsFile file;
    private final Map<String, TensorProto> made = new HashMap<>();
    private long state;

    SharedWeights(Path file, long seed) {
        this.file = WeightsFile.create(file);
        state = seed * 0x9E3779B97F4A7C15L + 1;
    }

    /** Uniform weights of standard deviation {@code spread}. */
    TensorProto drawn(String name, double spread, long... shape) {
        return made.computeIfAbsent(name, key -> {
            double width = spread * Math.sqrt(3) / 0x1p63;
            return file.fill(key, ElementType.FLOAT32, () -> next() * width, shape);
        });
    }

    TensorProto given(String name, float[] values, long... shape) {
        return made.computeIfAbsent(name, key -> file.floats(key, values, shape));
    }

    /** Marsaglia's xorshift: a hundred million weights take a second. */
    private long next() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return state;
    }

    @Override
    public void close() {
        file.close();
    }
}
