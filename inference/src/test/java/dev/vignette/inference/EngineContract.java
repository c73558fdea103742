package dev.vignette.inference;

import static dev.vignette.inference.ElementType.FLOAT16;
import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every engine does. */
public abstract class EngineContract extends MemoryContract {
    @Test
    void gives_the_wanted_outputs() {
        try (Network network = engine.open(SmallNetworks.linear(directory), LINEAR);
                TensorScope scope = engine.scope()) {
            Tensor x = scope.floats(new float[] {1, 0, 0, 1, 1, 1}, 2, 3);
            Map<String, Tensor> outputs = network.run(scope, Map.of("x", x), Set.of("y", "sum"));

            assertThat(outputs).containsOnlyKeys("y", "sum");
            assertThat(outputs.get("y").shape()).containsExactly(2, 2);
            assertThat(numbers(outputs.get("y"))).containsExactly(11, 22, 19, 32);
            assertThat(numbers(outputs.get("sum"))).containsExactly(4);
            assertThat(network.run(scope, Map.of("x", x), Set.of("sum"))).containsOnlyKeys("sum");
        }
    }

    @Test
    void tells_what_a_file_takes_gives_and_says_of_itself() {
        try (Network network = engine.open(SmallNetworks.linear(directory), "linear map")) {
            assertThat(network.signature().inputs()).containsExactly(TensorSpec.of("x", FLOAT32, -1, 3));
            assertThat(network.signature().output("y")).contains(TensorSpec.of("y", FLOAT32, -1, 2));
            assertThat(network.metadata()).containsEntry("origin", "test");
            assertThat(network.standIn()).isFalse();
        }
        try (Network network = engine.open(SmallNetworks.logarithm(directory), "logarithm")) {
            assertThat(network.standIn()).isTrue();
        }
    }

    @Test
    void refuses_a_file_that_differs_from_the_contract() {
        Path file = SmallNetworks.linear(directory);
        TensorSpec x = TensorSpec.of("x", FLOAT32, -1, 3);
        TensorSpec y = TensorSpec.of("y", FLOAT32, -1, 2);

        assertRefused(file, List.of(TensorSpec.of("z", FLOAT32, 1)), List.of(y), "has no input z, only [x]");
        assertRefused(file, List.of(x), List.of(TensorSpec.of("z", FLOAT32, 1)), "has no output z, only [y, sum]");
        assertRefused(file, List.of(), List.of(y), "needs the input x FLOAT32 [?, 3], which nothing here provides");
        assertRefused(
                file, List.of(TensorSpec.of("x", FLOAT16, -1, 3)), List.of(y), "x FLOAT32 [?, 3] should be FLOAT16");
        assertRefused(file, List.of(TensorSpec.of("x", FLOAT32, 1, 4)), List.of(y), "[?, 3] should be [1, 4]");
        assertRefused(file, List.of(TensorSpec.of("x", FLOAT32, 3)), List.of(y), "[?, 3] should be [3]");
        engine.open(file, new NetworkContract("linear map", List.of(), List.of(y), List.of(x)))
                .close();
    }

    private void assertRefused(Path file, List<TensorSpec> inputs, List<TensorSpec> outputs, String difference) {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> engine.open(file, new NetworkContract("linear map", inputs, outputs)))
                .withMessageContaining(file.toString())
                .withMessageContaining("no linear map")
                .withMessageContaining(difference);
    }

    @Test
    void refuses_a_file_that_is_missing_or_damaged() throws IOException {
        Path whole = SmallNetworks.linear(directory);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut.onnx"), Arrays.copyOf(bytes, bytes.length / 2));
        Path page = Files.writeString(directory.resolve("page.onnx"), "<html>rate limit</html>");
        Path empty = Files.createFile(directory.resolve("empty.onnx"));
        Path nowhere = directory.resolve("nowhere.onnx");

        for (Path file : List.of(cut, page, empty)) {
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> engine.open(file, LINEAR))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("linear map")
                    .withMessageContaining("Pull the model again");
        }
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> engine.open(nowhere, LINEAR))
                .withMessageContaining("There is no file " + nowhere);
    }

    @Test
    void refuses_inputs_that_do_not_fit() {
        try (Network network = engine.open(SmallNetworks.linear(directory), LINEAR);
                TensorScope scope = engine.scope()) {
            Tensor x = scope.floats(new float[3], 1, 3);
            Tensor wide = scope.floats(new float[4], 1, 4);
            Tensor whole = scope.longs(new long[3], 1, 3);

            assertRunFails(network, scope, Map.of(), "The input x FLOAT32 [?, 3] of the network linear map is missing");
            assertRunFails(network, scope, Map.of("x", x, "z", x), "linear map has no input z, only [x]");
            assertRunFails(
                    network,
                    scope,
                    Map.of("x", wide),
                    "x FLOAT32 [?, 3] of the network linear map was given FLOAT32 [1, 4]");
            assertRunFails(network, scope, Map.of("x", whole), "was given INT64 [1, 3]");
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> network.run(scope, Map.of("x", x), Set.of("z")))
                    .withMessageContaining("linear map has no output z");
        }
    }

    private static void assertRunFails(Network network, TensorScope scope, Map<String, Tensor> inputs, String message) {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> network.run(scope, inputs, Set.of("y")))
                .withMessageContaining(message);
    }

    @Test
    void names_network_and_output_where_a_number_is_not_finite() {
        try (Network network =
                        new FiniteNetwork(engine.open(SmallNetworks.logarithm(directory), "logarithm"), "logarithm");
                TensorScope scope = engine.scope()) {
            Tensor good = scope.floats(new float[] {1, 1}, 2);
            Tensor bad = scope.floats(new float[] {1, -1}, 2);

            assertThat(numbers(
                            network.run(scope, Map.of("x", good), Set.of("y")).get("y")))
                    .containsExactly(0, 0);
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> network.run(scope, Map.of("x", bad), Set.of("y")))
                    .withMessageContaining("network logarithm")
                    .withMessageContaining("output y at element 1 of 2");
        }
    }

    @Test
    void a_network_runs_on_many_threads_at_once() throws Exception {
        try (Network network = engine.open(SmallNetworks.linear(directory), LINEAR);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<float[]>> runs = IntStream.range(0, 200)
                    .<Callable<float[]>>mapToObj(i -> () -> {
                        try (TensorScope scope = engine.scope()) {
                            Tensor x = scope.floats(new float[] {i, 0, 0}, 1, 3);
                            return numbers(network.run(scope, Map.of("x", x), Set.of("y"))
                                    .get("y"));
                        }
                    })
                    .toList();
            List<Future<float[]>> results = threads.invokeAll(runs);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).containsExactly(i + 10, 2 * i + 20);
            }
        }
    }

    @Test
    void a_failed_run_names_the_network() {
        try (Network network = engine.open(SmallNetworks.cache(directory, FLOAT32), "cache");
                TensorScope scope = engine.scope()) {
            Tensor past = scope.floats(new float[4], 2, 1, 2);
            assertThatThrownBy(() -> network.run(scope, Map.of("past", past, "step", past), Set.of("present")))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("cache");
        }
    }
}
