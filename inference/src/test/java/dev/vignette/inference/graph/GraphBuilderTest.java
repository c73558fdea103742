package dev.vignette.inference.graph;

import static dev.vignette.inference.ElementType.BOOL;
import static dev.vignette.inference.ElementType.FLOAT16;
import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphBuilderTest {
    @TempDir
    private Path directory;

    /** The form of a merged decoder: one file, two branches, a switch. */
    @Test
    void a_branch_is_chosen_at_run_time() {
        GraphBuilder graph = GraphBuilder.named("merged");
        graph.input("x", FLOAT32, Dimension.named("n"));
        graph.input("use_cache_branch", BOOL, Dimension.of(1));
        GraphBuilder first = graph.subgraph("first");
        first.rename(first.op("Mul", "x", first.scalar("two", 2)), "doubled")
                .output("doubled", FLOAT32, Dimension.named("n"));
        GraphBuilder later = graph.subgraph("later");
        later.rename(later.op("Neg", "x"), "negated").output("negated", FLOAT32, Dimension.named("n"));
        graph.node("If")
                .inputs("use_cache_branch")
                .with("then_branch", later)
                .with("else_branch", first)
                .outputs("y");
        graph.output("y", FLOAT32, Dimension.named("n"));
        Path file = directory.resolve("merged.onnx");
        new OnnxFile(graph.model()).write(file);

        try (Engine engine = OnnxRuntimeEngine.cpu();
                Network network = engine.open(file, "merged");
                TensorScope scope = engine.scope()) {
            Tensor x = scope.floats(new float[] {1, -3}, 2);
            assertThat(run(network, scope, Map.of("x", x, "use_cache_branch", scope.bool(false, 1))))
                    .isEqualTo(FloatBuffer.wrap(new float[] {2, -6}));
            assertThat(run(network, scope, Map.of("x", x, "use_cache_branch", scope.bool(true, 1))))
                    .isEqualTo(FloatBuffer.wrap(new float[] {-1, 3}));
        }
    }

    private static FloatBuffer run(Network network, TensorScope scope, Map<String, Tensor> inputs) {
        return network.run(scope, inputs, Set.of("y")).get("y").floats();
    }

    @Test
    void constants_of_half_precision_and_whole_numbers_arrive() {
        GraphBuilder graph = GraphBuilder.named("constants");
        graph.input("x", FLOAT16, Dimension.of(4));
        String sum = graph.op("Add", "x", graph.halves("h", new float[] {0.5f, -2, 65504, 1e-3f}, 4));
        String shape = graph.longs("shape", new long[] {2, 2}, 2);
        graph.node("Reshape").inputs(sum, shape).outputs("y");
        graph.output("y", FLOAT16, Dimension.all(2, 2));
        Path file = directory.resolve("constants.onnx");
        new OnnxFile(graph.model()).write(file);

        try (Engine engine = OnnxRuntimeEngine.cpu();
                Network network = engine.open(file, "constants");
                TensorScope scope = engine.scope()) {
            Tensor x = scope.bytes(FLOAT16, ByteBuffer.allocate(8), 4);
            Tensor y = network.run(scope, Map.of("x", x), Set.of("y")).get("y");
            assertThat(y.shape()).containsExactly(2, 2);
            assertThat(Float.float16ToFloat(
                            y.bytes().order(ByteOrder.nativeOrder()).getShort(0)))
                    .isEqualTo(0.5f);
            assertThat(Float.float16ToFloat(y.bytes().getShort(4))).isEqualTo(65504);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.floats("wrong", new float[3], 2, 2))
                .withMessageContaining("12 bytes do not fill FLOAT32 [2, 2]");
    }

    @Test
    void a_file_is_written_as_a_whole_and_read_back() throws IOException {
        GraphBuilder graph = GraphBuilder.named("described")
                .opset(20)
                .opset("com.microsoft", 1)
                .standIn();
        graph.input("x", FLOAT32, Dimension.named("batch"), Dimension.of(3));
        graph.rename("x", "y").output("y", FLOAT32, Dimension.named("batch"), Dimension.of(3));
        Path file = directory.resolve("described.onnx");
        new OnnxFile(graph.model()).write(file);

        OnnxFile read = OnnxFile.read(file);
        assertThat(read.model()).isEqualTo(graph.model());
        assertThat(read.opset()).isEqualTo(20);
        assertThat(read.standIn()).isTrue();
        assertThat(read.signature("described").inputs()).containsExactly(TensorSpec.of("x", FLOAT32, -1, 3));
        assertThat(directory).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void what_is_no_model_is_refused() throws IOException {
        Path text = Files.writeString(directory.resolve("text.onnx"), "not a model");
        Path empty = Files.createFile(directory.resolve("empty.onnx"));
        for (Path file : new Path[] {text, empty, directory.resolve("nowhere.onnx")}) {
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> OnnxFile.read(file))
                    .withMessageContaining(file.toString());
        }
    }

    @Test
    void large_weights_lie_beside_the_model() {
        GraphBuilder graph = GraphBuilder.named("large");
        graph.input("x", FLOAT32, Dimension.of(1), Dimension.of(700));
        int[] count = {0};
        try (WeightsFile weights = WeightsFile.create(directory.resolve("large.onnx_data"))) {
            graph.constant(weights.add("two", FLOAT32, floatBytes(2), 1));
            // More than one piece of the writer, and a row that lies across two.
            graph.constant(weights.fill("w", FLOAT32, () -> count[0]++ % 700 == 0 ? 1 : 0, 700, 700));
            assertThatIllegalArgumentException().isThrownBy(() -> weights.add("bad", FLOAT32, floatBytes(2), 2));
        }
        graph.node("Mul").inputs(graph.op("MatMul", "x", "w"), "two").outputs("y");
        graph.output("y", FLOAT32, Dimension.of(1), Dimension.of(700));
        Path file = directory.resolve("large.onnx");
        new OnnxFile(graph.model()).write(file);

        assertThat(file.toFile().length()).isLessThan(1_000);
        try (Engine engine = OnnxRuntimeEngine.cpu();
                Network network = engine.open(file, "large");
                TensorScope scope = engine.scope()) {
            float[] ones = new float[700];
            Arrays.fill(ones, 1);
            FloatBuffer y = run(network, scope, Map.of("x", scope.floats(ones, 1, 700)));
            assertThat(y.get(0)).isEqualTo(1400);
            assertThat(y.get(1)).isZero();
        }
    }

    private static ByteString floatBytes(float value) {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        return ByteString.copyFrom(bytes.flip());
    }
}
