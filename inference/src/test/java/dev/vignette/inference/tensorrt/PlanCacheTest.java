package dev.vignette.inference.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.ComputeCapability;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCacheTest {
    private static final byte[] PLAN = "a plan of TensorRT's".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final NetworkContract SIGNATURE = new NetworkContract(
            "linear map",
            List.of(TensorSpec.of("x", ElementType.FLOAT32, -1, 3)),
            List.of(TensorSpec.of("y", ElementType.FLOAT16, 1)));

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    private final BuildListener listener = new BuildListener() {
        @Override
        public void begins(String network, String reason) {
            told.add(reason);
        }

        @Override
        public void ends(String network, Duration took, long planBytes) {
            told.add("built, " + planBytes);
        }
    };

    private static PlanKey key(String model, String driver, String tensorRt) {
        return new PlanKey("Linear map!", model, "FP16", "NVIDIA H200", new ComputeCapability(9, 0), driver, tensorRt);
    }

    private byte[] get(PlanKey key) {
        PlanCache cache = new PlanCache(folder, listener, InstantSource.fixed(Instant.EPOCH));
        try (Arena arena = Arena.ofConfined()) {
            PlanFile.Plan plan = cache.get(
                    key,
                    arena,
                    () -> PlanFile.Header.of(key, SIGNATURE, Map.of("origin", "test")),
                    (header, take) -> take.accept(MemorySegment.ofArray(PLAN)));
            assertThat(plan.header().signature("linear map")).isEqualTo(SIGNATURE);
            assertThat(plan.header().metadata()).containsEntry("origin", "test");
            assertThat(plan.bytes().address() % 256).isZero();
            return plan.bytes().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private List<Path> plans() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".plan")).toList();
        }
    }

    @Test
    void builds_once() throws IOException {
        assertThat(get(key("m", "580", "10.6.0"))).isEqualTo(PLAN);
        assertThat(get(key("m", "580", "10.6.0"))).isEqualTo(PLAN);

        assertThat(told).containsExactly("it is the first time on this GPU", "built, " + PLAN.length);
        assertThat(plans())
                .singleElement()
                .satisfies(plan -> assertThat(plan.getFileName().toString()).startsWith("linear-map-"));
    }

    @Test
    void builds_again_and_removes_the_old_when_the_software_is_newer() throws IOException {
        get(key("m", "580", "10.6.0"));
        get(key("m", "590", "10.6.0"));
        get(key("m", "590", "10.7.0"));

        assertThat(told).filteredOn(line -> line.contains("driver")).hasSize(2);
        assertThat(plans()).hasSize(1);
    }

    @Test
    void keeps_plans_of_other_models_and_options() throws IOException {
        get(key("m", "580", "10.6.0"));
        get(key("n", "580", "10.6.0"));
        get(new PlanKey("Linear map!", "m", "FP32", "NVIDIA H200", new ComputeCapability(9, 0), "580", "10.6.0"));
        get(new PlanKey("Linear map!", "m", "FP16", "NVIDIA L4", new ComputeCapability(8, 9), "580", "10.6.0"));

        assertThat(plans()).hasSize(4);
        assertThat(told).filteredOn("it is the first time on this GPU"::equals).hasSize(4);
    }

    @Test
    void builds_again_whatever_byte_is_damaged() throws IOException {
        get(key("m", "580", "10.6.0"));
        Path plan = plans().getFirst();
        byte[] whole = Files.readAllBytes(plan);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x40;
            Files.write(plan, damaged);
            try (Arena arena = Arena.ofConfined()) {
                assertThatExceptionOfType(PlanFile.DamagedException.class)
                        .as("byte %d", i)
                        .isThrownBy(() -> PlanFile.read(plan, arena));
            }
        }
        for (UnaryOperator<byte[]> damage : List.<UnaryOperator<byte[]>>of(
                bytes -> new byte[0],
                bytes -> Arrays.copyOf(bytes, 5),
                bytes -> Arrays.copyOf(bytes, bytes.length - 1),
                bytes -> Arrays.copyOf(bytes, bytes.length + 1))) {
            Files.write(plan, damage.apply(whole));
            told.clear();
            assertThat(get(key("m", "580", "10.6.0"))).isEqualTo(PLAN);
            assertThat(told).first().isEqualTo("its plan is damaged");
        }
    }

    @Test
    void a_build_that_fails_leaves_nothing() throws IOException {
        PlanCache cache = new PlanCache(folder, listener, InstantSource.system());
        PlanKey key = key("m", "580", "10.6.0");
        try (Arena arena = Arena.ofConfined()) {
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> cache.get(
                            key, arena, () -> PlanFile.Header.of(key, SIGNATURE, Map.of()), (header, take) -> {
                                throw new InferenceException("no room");
                            }))
                    .withMessage("no room");
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("build.lock");
        }
        assertThat(get(key)).isEqualTo(PLAN);
    }
}
