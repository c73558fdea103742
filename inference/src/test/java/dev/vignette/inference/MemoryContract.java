package dev.vignette.inference;

import static dev.vignette.inference.ElementType.FLOAT16;
import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What every engine does with the memory of tensors: who owns it, how long it can be read, and that it is given back. */
public abstract class MemoryContract {
    static final NetworkContract LINEAR = new NetworkContract(
            "linear map", List.of(TensorSpec.of("x", FLOAT32, -1, 3)), List.of(TensorSpec.of("y", FLOAT32, -1, 2)));

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(128 * 512 * Float.BYTES);

    @TempDir
    protected Path directory;

    Engine engine;

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
        // A GPU that cannot be used has failed the test already.
        if (engine != null) {
            engine.close();
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

    static float[] numbers(Tensor tensor) {
        FloatBuffer values = tensor.floats();
        float[] numbers = new float[values.remaining()];
        values.get(numbers);
        return numbers;
    }
}
