package dev.vignette.inference;

import static dev.vignette.inference.ElementType.FLOAT16;
import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What every engine does. */
public abstract class EngineContract {
    private static final NetworkContract LINEAR = new NetworkContract(
            "linear map", List.of(TensorSpec.of("x", FLOAT32, -1, 3)), List.of(TensorSpec.of("y", FLOAT32, -1, 2)));

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(128 * 512 * Float.BYTES);

    @TempDir
    protected Path directory;

    private Engine engine;

    protected abstract Engine engine();

    /** How many networks are opened to see whether memory stays behind. */
    protected int openings() {
        return 1_000;
    }

    @BeforeEach
    void start() {
        engine = engine();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

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
    void a_tensor_outlives_its_scope_when_another_adopts_it() {
        try (Network network = engine.open(SmallNetworks.cache(directory, FLOAT32), "cache");
                TensorScope utterance = engine.scope()) {
            Tensor past = utterance.floats(new float[0], 1, 0, 2);
            for (int i = 0; i < 3; i++) {
                try (TensorScope step = engine.scope()) {
                    Tensor next = step.floats(new float[] {i, -i}, 1, 1, 2);
                    Tensor present = network.run(step, Map.of("past", past, "step", next), Set.of("present"))
                            .get("present");
                    utterance.free(past);
                    past = utterance.adopt(present);
                }
            }
            assertThat(past.shape()).containsExactly(1, 3, 2);
            assertThat(numbers(past)).containsExactly(0, 0, 1, -1, 2, -2);
        }
    }

    @Test
    void an_output_outlives_the_network_and_the_inputs_that_made_it() {
        try (TensorScope scope = engine.scope()) {
            Tensor sum;
            try (Network network = engine.open(SmallNetworks.linear(directory), LINEAR);
                    TensorScope inputs = engine.scope()) {
                Tensor x = inputs.floats(new float[] {1, 2, 3}, 1, 3);
                sum = network.run(scope, Map.of("x", x), Set.of("sum")).get("sum");
            }
            assertThat(numbers(sum)).containsExactly(6);
        }
    }

    @Test
    void a_view_of_an_output_ends_with_its_scope() {
        try (Network network = engine.open(SmallNetworks.linear(directory), LINEAR)) {
            TensorScope scope = engine.scope();
            Tensor x = scope.floats(new float[3], 1, 3);
            FloatBuffer view =
                    network.run(scope, Map.of("x", x), Set.of("y")).get("y").floats();
            assertThat(view.get(0)).isEqualTo(10);
            scope.close();
            assertThatIllegalStateException().isThrownBy(() -> view.get(0));
        }
    }

    @Test
    void holds_numbers_of_every_type_and_shape() {
        for (ElementType type : List.of(FLOAT32, FLOAT16, INT64, ElementType.INT32)) {
            try (Network network = engine.open(SmallNetworks.cache(directory, type), "cache");
                    TensorScope scope = engine.scope()) {
                ByteBuffer bytes = ByteBuffer.allocateDirect(2 * type.bytes()).order(ByteOrder.nativeOrder());
                IntStream.range(0, bytes.capacity()).forEach(i -> bytes.put(i, (byte) (i % 60)));
                Tensor none = scope.bytes(type, ByteBuffer.allocate(0), 1, 0, 2);
                Tensor one = scope.share(type, bytes, 1, 1, 2);
                Tensor copy = scope.bytes(type, bytes, 1, 1, 2);

                Tensor present = network.run(scope, Map.of("past", none, "step", one), Set.of("present"))
                        .get("present");

                assertThat(present.type()).isEqualTo(type);
                assertThat(present.bytes()).isEqualTo(bytes).isEqualTo(copy.bytes());
            }
        }
    }

    @Test
    void takes_what_lies_between_position_and_limit() {
        try (TensorScope scope = engine.scope()) {
            FloatBuffer values =
                    FloatBuffer.wrap(new float[] {1, 2, 3, 4}).position(1).limit(3);
            assertThat(numbers(scope.floats(values, 2))).containsExactly(2, 3);
            assertThat(values.position()).isEqualTo(1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scope.floats(values, 3))
                    .withMessageContaining("2 numbers do not fill the shape [3]");
            assertThatIllegalArgumentException().isThrownBy(() -> scope.share(FLOAT32, ByteBuffer.allocate(8), 2));
            assertThatIllegalStateException()
                    .isThrownBy(() -> scope.floats(values, 2).longs())
                    .withMessageContaining("holds no INT64");
            assertThat(scope.bool(true, 1).bytes().get(0)).isEqualTo((byte) 1);
        }
    }

    @Test
    void nothing_is_usable_after_it_was_freed() {
        Path file = SmallNetworks.linear(directory);
        Network network = engine.open(file, LINEAR);
        TensorScope scope = engine.scope();
        Tensor x = scope.floats(new float[3], 1, 3);
        Tensor early = scope.floats(new float[3], 1, 3);
        FloatBuffer view = x.floats();

        scope.free(early);
        scope.free(early);
        assertThatIllegalStateException().isThrownBy(early::floats).withMessageContaining("was freed");
        assertThatIllegalStateException().isThrownBy(() -> network.run(scope, Map.of("x", early), Set.of("y")));
        assertThatIllegalStateException().isThrownBy(engine::close).withMessageContaining("linear map");

        scope.close();
        scope.close();
        assertThatIllegalStateException().isThrownBy(x::floats).withMessageContaining("was freed");
        assertThatIllegalStateException().isThrownBy(() -> view.get(0));
        assertThatIllegalStateException().isThrownBy(() -> scope.floats(new float[1], 1));

        network.close();
        network.close();
        try (TensorScope other = engine.scope()) {
            Tensor again = other.floats(new float[3], 1, 3);
            assertThatIllegalStateException()
                    .isThrownBy(() -> network.run(other, Map.of("x", again), Set.of("y")))
                    .withMessageContaining("linear map is closed");
        }
        engine.close();
        assertThatIllegalStateException().isThrownBy(() -> engine.open(file, LINEAR));
        assertThatIllegalStateException().isThrownBy(engine::scope);
    }

    @Test
    void refuses_what_belongs_to_another_engine_or_scope() {
        try (Engine stranger = engine();
                TensorScope theirs = stranger.scope();
                TensorScope scope = engine.scope();
                TensorScope beside = engine.scope();
                Network network = engine.open(SmallNetworks.linear(directory), LINEAR)) {
            Tensor x = theirs.floats(new float[3], 1, 3);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.run(scope, Map.of("x", x), Set.of("y")))
                    .withMessageContaining("another engine");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.run(theirs, Map.of("x", scope.floats(new float[3], 1, 3)), Set.of("y")))
                    .withMessageContaining("another engine");
            assertThatIllegalArgumentException().isThrownBy(() -> scope.adopt(x));
            assertThatIllegalArgumentException().isThrownBy(() -> beside.free(scope.floats(new float[1], 1)));
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

    /** A thousand networks of 1 MB with inputs of 256 kB: what stayed of either would show. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void frees_all_that_a_thousand_networks_took() throws IOException {
        Path file = SmallNetworks.wide(directory, 512);
        cycle(file, openings() / 20);
        long before = residentBytes();
        cycle(file, openings());
        assertThat(residentBytes() - before).as("growth in bytes").isLessThan(100_000_000);
    }

    private void cycle(Path file, int times) {
        for (int i = 0; i < times; i++) {
            try (Network network = engine.open(file, "wide");
                    TensorScope scope = engine.scope()) {
                Tensor x = scope.share(FLOAT32, ZEROS, 128, 512);
                Tensor copy = scope.bytes(FLOAT32, ZEROS, 128, 512);
                network.run(scope, Map.of("x", i % 2 == 0 ? x : copy), Set.of("y"));
            }
        }
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
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

    private static float[] numbers(Tensor tensor) {
        FloatBuffer values = tensor.floats();
        float[] numbers = new float[values.remaining()];
        values.get(numbers);
        return numbers;
    }
}
