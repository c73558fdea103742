package dev.vignette.inference.tensorrt;

import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vignette.inference.Engine;
import dev.vignette.inference.EngineContract;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.SmallNetworks;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceBuffer;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(value = "dev.vignette.inference.cuda.Gpu#present", disabledReason = "there is no NVIDIA GPU")
class TensorRtEngineTest extends EngineContract {
    private static final BuildOptions ANY_SIZE = BuildOptions.of(Precision.FP32)
            .sized(Long.getLong("vignette.test.smallest", 0), 1, 256)
            .atLevel(0);

    /** Kept from test to test, or each would build its networks anew. */
    @TempDir
    static Path plans;

    @Override
    protected Engine engine() {
        return tensorRt(plans, BuildListener.SILENT);
    }

    private static TensorRtEngine tensorRt(Path cache, BuildListener listener) {
        return TensorRtEngine.open(
                0, TensorRtSettings.in(cache).standard(ANY_SIZE).telling(listener));
    }

    /** Writes down what it is told. */
    private static final class Notes implements BuildListener {
        private final List<String> reasons = new ArrayList<>();
        private final List<Double> fractions = new ArrayList<>();
        private int ends;

        @Override
        public synchronized void begins(String network, String reason) {
            reasons.add(reason);
        }

        @Override
        public synchronized void progress(String network, String phase, double fraction) {
            fractions.add(fraction);
        }

        @Override
        public synchronized void ends(String network, Duration took, long planBytes) {
            ends++;
        }
    }

    private static float[] run(TensorRtEngine engine, Path file) {
        try (DeviceNetwork network = engine.open(file, "linear map");
                DeviceScope scope = engine.scope()) {
            Tensor x = scope.floats(new float[] {1, 0, 0, 1, 1, 1}, 2, 3);
            float[] y = new float[4];
            network.run(scope, Map.of("x", x), Set.of("y")).get("y").floats().get(y);
            return y;
        }
    }

    @Test
    void builds_once_and_again_when_the_plan_is_damaged() throws IOException {
        Path cache = directory.resolve("plans");
        Path file = SmallNetworks.linear(directory);
        Notes notes = new Notes();
        try (TensorRtEngine engine = tensorRt(cache, notes)) {
            assertThat(run(engine, file)).containsExactly(11, 22, 19, 32);
            assertThat(run(engine, file)).containsExactly(11, 22, 19, 32);
            assertThat(notes.reasons).containsExactly("it is the first time on this GPU");
            assertThat(notes.fractions).isNotEmpty().isSorted().allMatch(fraction -> fraction >= 0 && fraction <= 1);
            assertThat(notes.ends).isEqualTo(1);

            Path plan;
            try (var files = Files.newDirectoryStream(cache, "*.plan")) {
                plan = files.iterator().next();
            }
            try (FileChannel channel = FileChannel.open(plan, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), Files.size(plan) / 2);
            }
            assertThat(run(engine, file)).containsExactly(11, 22, 19, 32);
            assertThat(notes.reasons).last().isEqualTo("its plan is damaged");
            Files.write(plan, new byte[0]);
            assertThat(run(engine, file)).containsExactly(11, 22, 19, 32);
            assertThat(notes.ends).isEqualTo(3);
        }
    }

    @Test
    void runs_on_memory_of_somebody_else_and_by_one_call() {
        try (TensorRtEngine engine = tensorRt(plans, BuildListener.SILENT);
                DeviceNetwork network = engine.open(SmallNetworks.linear(directory), "linear map");
                CudaStream stream = engine.device().stream();
                DeviceBuffer memory = DeviceBuffer.allocate(stream, 3 * Float.BYTES);
                DeviceScope scope = engine.scope(stream);
                Arena arena = Arena.ofConfined()) {
            DeviceTensor x = scope.wrap(FLOAT32, memory, 1, 3);
            DeviceTensor y = scope.device(FLOAT32, 1, 2);
            memory.fill(stream, 0);
            try (BoundRun run = network.bind(scope, Map.of("x", x), Map.of("y", y))) {
                assertThatIllegalStateException().isThrownBy(network::close).withMessageContaining("still bound");
                MemorySegment numbers = arena.allocate(ValueLayout.JAVA_FLOAT, 3);
                for (int i = 1; i <= 5; i++) {
                    numbers.setAtIndex(ValueLayout.JAVA_FLOAT, 0, i);
                    memory.upload(stream, numbers);
                    if (i % 2 == 0) {
                        run.enqueue();
                    } else {
                        run.launch();
                    }
                    assertThat(y.floats().get(0)).isEqualTo(10 + i);
                    assertThat(y.floats().get(1)).isEqualTo(20 + 2 * i);
                }
            }
        }
    }

    @Test
    void inputs_of_several_other_scopes_are_waited_for() {
        try (TensorRtEngine engine = tensorRt(plans, BuildListener.SILENT);
                DeviceNetwork network = engine.open(SmallNetworks.cache(directory, FLOAT32), "cache")) {
            for (int i = 0; i < 50; i++) {
                try (DeviceScope one = engine.scope();
                        DeviceScope other = engine.scope()) {
                    float[] numbers = new float[200];
                    java.util.Arrays.fill(numbers, i);
                    Tensor past = other.floats(numbers, 1, 100, 2);
                    Tensor step = other.floats(new float[] {i, -i}, 1, 1, 2);
                    Tensor present = network.run(one, Map.of("past", past, "step", step), Set.of("present"))
                            .get("present");
                    assertThat(present.floats().get(199)).isEqualTo(i);
                    assertThat(present.floats().get(201)).isEqualTo(-i);
                }
            }
        }
    }

    @Test
    void a_shared_buffer_is_read_anew_at_each_run() {
        try (TensorRtEngine engine = tensorRt(plans, BuildListener.SILENT);
                DeviceNetwork network = engine.open(SmallNetworks.linear(directory), "linear map");
                DeviceScope scope = engine.scope()) {
            ByteBuffer numbers = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
            Tensor x = scope.share(FLOAT32, numbers, 1, 3);
            for (int i = 0; i < 3; i++) {
                numbers.putFloat(0, i);
                Tensor y = network.run(scope, Map.of("x", x), Set.of("y")).get("y");
                assertThat(y.floats().get(0)).isEqualTo(10 + i);
            }
        }
    }

    @Test
    void a_shape_outside_the_profile_and_a_full_device_are_said_and_the_network_goes_on() {
        try (TensorRtEngine engine = tensorRt(plans, BuildListener.SILENT);
                DeviceNetwork network = engine.open(SmallNetworks.linear(directory), "linear map");
                DeviceScope scope = engine.scope()) {
            Tensor wide = scope.floats(new float[300 * 3], 300, 3);
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> network.run(scope, Map.of("x", wide), Set.of("y")))
                    .withMessageContaining("outside the shapes that it was built for");
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> scope.device(FLOAT32, 1L << 43))
                    .withMessageContaining("memory is full");
            Tensor x = scope.floats(new float[3], 1, 3);
            assertThat(network.run(scope, Map.of("x", x), Set.of("y"))
                            .get("y")
                            .floats()
                            .get(0))
                    .isEqualTo(10);
        }
    }

    @Test
    void device_memory_stays_flat_over_hundreds_of_opens() {
        CudaDevice device = CudaDevice.open(0);
        Path file = SmallNetworks.wide(directory, 512);
        try (TensorRtEngine engine = tensorRt(plans, BuildListener.SILENT)) {
            opens(engine, file, 20);
            device.trim();
            long free = device.freeBytes();
            long used = device.usedBytes();
            // 300 MiB of weights, had they stayed.
            opens(engine, file, 300);
            device.trim();
            assertThat(device.usedBytes()).isEqualTo(used);
            assertThat(free - device.freeBytes()).as("growth in bytes").isLessThan(64 << 20);
        }
    }

    private static void opens(TensorRtEngine engine, Path file, int times) {
        for (int i = 0; i < times; i++) {
            try (DeviceNetwork network = engine.open(file, "wide");
                    DeviceScope scope = engine.scope()) {
                Tensor x = scope.floats(new float[512], 1, 512);
                network.run(scope, Map.of("x", x), Set.of("y"));
            }
        }
    }
}
