package dev.vignette.inference.tensorrt;

import static dev.vignette.inference.ElementType.FLOAT16;
import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures and volumes of ten channels lie as rows of sixteen. */
@EnabledIf(value = "dev.vignette.inference.cuda.Gpu#present", disabledReason = "there is no NVIDIA GPU")
class ChannelsLastTest {
    private static final int ITEMS = 2;
    private static final int CHANNELS = 10;
    private static final int ROW = 16;

    @TempDir
    private Path directory;

    /** Twice its input, and the number of the channel. */
    private Path network(long[] shape) {
        GraphBuilder graph = GraphBuilder.named("rows");
        graph.input("x", FLOAT32, Dimension.all(shape));
        float[] weights = new float[CHANNELS * CHANNELS];
        float[] bias = new float[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            weights[c * CHANNELS + c] = 2;
            bias[c] = c;
        }
        long[] kernel = shape.clone();
        Arrays.fill(kernel, 1);
        kernel[0] = CHANNELS;
        kernel[1] = CHANNELS;
        graph.node("Conv")
                .inputs("x", graph.floats("w", weights, kernel), graph.floats("b", bias, CHANNELS))
                .outputs("y");
        graph.output("y", FLOAT32, Dimension.all(shape));
        Path file = directory.resolve("rows.onnx");
        new OnnxFile(graph.model()).write(file);
        return file;
    }

    private static int places(long[] shape) {
        return (int) (ITEMS * LongStream.of(shape).skip(2).reduce(1, Math::multiplyExact));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void rows_are_filled_up_in_pictures_and_volumes(int axes) {
        long[] shape = axes == 2 ? new long[] {ITEMS, CHANNELS, 3, 4} : new long[] {ITEMS, CHANNELS, 2, 3, 4};
        int count = places(shape) * ROW;
        BuildOptions options = BuildOptions.of(Precision.FP16).atLevel(0).withChannelsLast();
        try (TensorRtEngine engine = TensorRtEngine.open(0, TensorRtSettings.in(directory));
                DeviceNetwork network = engine.open(network(shape), "rows", options);
                DeviceScope scope = engine.scope();
                Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(ValueLayout.JAVA_SHORT, count);
            for (int i = 0; i < count; i++) {
                float value = i % ROW < CHANNELS ? i % 50 : 0;
                numbers.setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16(value));
            }
            try (DeviceBuffer from = DeviceBuffer.of(scope.stream(), numbers);
                    DeviceBuffer to = DeviceBuffer.allocate(scope.stream(), from.sizeInBytes())) {
                to.fill(scope.stream(), 0);
                DeviceTensor x = scope.wrap(FLOAT16, from, shape);
                DeviceTensor y = scope.wrap(FLOAT16, to, shape);
                try (BoundRun run = network.bind(scope, Map.of("x", x), Map.of("y", y))) {
                    run.launch();
                }
                to.download(scope.stream(), numbers);
                scope.stream().synchronize();
                for (int i = 0; i < count; i++) {
                    if (i % ROW < CHANNELS) {
                        assertThat(Float.float16ToFloat(numbers.getAtIndex(ValueLayout.JAVA_SHORT, i)))
                                .isEqualTo(2 * (i % 50) + i % ROW);
                    }
                }
                DeviceTensor small = scope.device(FLOAT16, shape);
                assertThatExceptionOfType(InferenceException.class)
                        .isThrownBy(() -> network.bind(scope, Map.of("x", small), Map.of("y", y)))
                        .withMessageContaining("multiple of 8")
                        .withMessageContaining("needs " + 2 * count + " bytes");
            }
        }
    }
}
