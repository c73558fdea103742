package dev.vignette.inference.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What needs a GPU. */
@EnabledIf(value = "dev.vignette.inference.cuda.Gpu#present", disabledReason = "there is no NVIDIA GPU")
class CudaOnGpuTest {
    private static final String SOURCE = """
            #include "vignette/half.cuh"
            extern "C" __global__ void scale(const float* x, float* y, float factor, long long offset, int n) {
              int i = blockIdx.x * blockDim.x + threadIdx.x;
              if (i < n) y[i] = factor * x[i] + (float) offset;
            }
            extern "C" __global__ void round_trip(const float* x, float* y, int n) {
              int i = blockIdx.x * blockDim.x + threadIdx.x;
              if (i < n) y[i] = half_to_float(float_to_half(x[i]));
            }
            """;
    private static final int N = 1_000;

    @TempDir
    Path directory;

    private CudaDevice device;

    @BeforeEach
    void device() {
        device = CudaDevice.open(0);
    }

    private CudaKernels kernels() {
        return CudaKernels.compile(device, directory, "scale.cu", SOURCE, Map.of(), List.of());
    }

    private static MemorySegment counting(Arena arena) {
        MemorySegment values = arena.allocate(ValueLayout.JAVA_FLOAT, N);
        IntStream.range(0, N).forEach(i -> values.setAtIndex(ValueLayout.JAVA_FLOAT, i, i));
        return values;
    }

    @Test
    void tells_what_it_is() {
        assertThat(device.name()).isNotBlank();
        assertThat(device.capability().major()).isBetween(5, 20);
        assertThat(device.memoryBytes()).isGreaterThan(1L << 30);
        assertThat(device.freeBytes()).isBetween(0L, device.memoryBytes());
        assertThat(device.driver()).contains("CUDA 1");
        assertThat(CudaDevice.open(0)).isSameAs(device);
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> CudaDevice.open(99))
                .withMessageContaining("There is no GPU 99 here");
    }

    @Test
    void runs_a_kernel_of_our_own_also_from_the_cache_and_from_a_damaged_one() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (CudaKernels kernels = kernels();
                    CudaStream stream = device.stream();
                    Arena arena = Arena.ofConfined();
                    DeviceBuffer x = DeviceBuffer.of(stream, counting(arena));
                    DeviceBuffer y = DeviceBuffer.allocate(stream, 4 * N)) {
                kernels.kernel("scale")
                        .launch(stream, CudaKernel.Extent.covering(N, 128), CudaKernel.Extent.of(128), x, y, 2f, 7L, N);
                MemorySegment result = arena.allocate(ValueLayout.JAVA_FLOAT, N);
                y.download(stream, result);
                stream.synchronize();
                assertThat(result.getAtIndex(ValueLayout.JAVA_FLOAT, 500)).isEqualTo(1_007);
                assertThat(result.getAtIndex(ValueLayout.JAVA_FLOAT, 999)).isEqualTo(2_005);
            }
            try (var files = Files.list(directory)) {
                List<Path> kept = files.toList();
                assertThat(kept).hasSize(1);
                if (i == 1) {
                    Files.write(kept.getFirst(), new byte[100]);
                }
            }
        }
    }

    @Test
    void half_precision_rounds_as_java_does() {
        try (CudaKernels kernels = kernels();
                CudaStream stream = device.stream();
                Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(ValueLayout.JAVA_FLOAT, N);
            IntStream.range(0, N)
                    .forEach(i -> values.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) Math.sin(i) * (1 << i % 20)));
            try (DeviceBuffer x = DeviceBuffer.of(stream, values);
                    DeviceBuffer y = DeviceBuffer.allocate(stream, 4 * N)) {
                kernels.kernel("round_trip")
                        .launch(stream, CudaKernel.Extent.covering(N, 128), CudaKernel.Extent.of(128), x, y, N);
                MemorySegment result = arena.allocate(ValueLayout.JAVA_FLOAT, N);
                y.download(stream, result);
                stream.synchronize();
                for (int i = 0; i < N; i++) {
                    float wanted =
                            Float.float16ToFloat(Float.floatToFloat16(values.getAtIndex(ValueLayout.JAVA_FLOAT, i)));
                    assertThat(result.getAtIndex(ValueLayout.JAVA_FLOAT, i)).isEqualTo(wanted);
                }
            }
        }
    }

    @Test
    void refuses_what_a_kernel_does_not_take() {
        try (CudaKernels kernels = kernels();
                CudaStream stream = device.stream()) {
            CudaKernel scale = kernels.kernel("scale");
            CudaKernel.Extent one = CudaKernel.Extent.of(1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scale.launch(stream, one, one, "text"))
                    .withMessageContaining("argument 0 of the kernel scale is of the type String");
            assertThatExceptionOfType(CudaException.class)
                    .isThrownBy(() -> kernels.kernel("missing"))
                    .withMessageContaining("find the kernel missing in scale.cu");
        }
    }

    @Test
    void a_graph_repeats_what_was_recorded() {
        try (CudaKernels kernels = kernels();
                CudaStream stream = device.stream();
                Arena arena = Arena.ofConfined();
                DeviceBuffer x = DeviceBuffer.of(stream, counting(arena));
                HostBuffer result = HostBuffer.allocate(device, 4 * N)) {
            CudaKernel scale = kernels.kernel("scale");
            CudaKernel.Extent grid = CudaKernel.Extent.covering(N, 128);
            CudaKernel.Extent block = CudaKernel.Extent.of(128);
            try (CudaGraph graph = stream.capture(() -> {
                scale.launch(stream, grid, block, x, x, 2f, 0L, N);
                scale.launch(stream, grid, block, x, x, 1f, 1L, N);
            })) {
                for (int i = 0; i < 3; i++) {
                    graph.launch(stream);
                }
            }
            x.download(stream, result.segment());
            stream.synchronize();
            // ((1·2+1)·2+1)·2+1 = 15
            assertThat(result.bytes().asFloatBuffer().get(1)).isEqualTo(15);
        }
    }

    @Test
    void a_recording_that_fails_leaves_the_stream_usable() {
        try (CudaStream stream = device.stream()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> stream.capture(() -> {
                        throw new IllegalStateException("no");
                    }));
            stream.synchronize();
        }
    }

    @Test
    void measures_time_between_events() {
        try (CudaStream stream = device.stream();
                CudaEvent start = CudaEvent.timing(device);
                CudaEvent end = CudaEvent.timing(device);
                DeviceBuffer memory = DeviceBuffer.allocate(stream, 1 << 28)) {
            start.record(stream);
            memory.fill(stream, 1);
            end.record(stream);
            assertThat(end.millisSince(start)).isPositive();
        }
    }

    @Test
    void full_memory_is_said_and_the_device_goes_on() {
        try (CudaStream stream = device.stream()) {
            assertThatExceptionOfType(CudaException.class)
                    .isThrownBy(() -> DeviceBuffer.allocate(stream, 1L << 45))
                    .withMessageContaining("Its memory is full")
                    .matches(CudaException::isOutOfMemory);
            DeviceBuffer.allocate(stream, 1 << 20).close();
            stream.synchronize();
        }
    }

    @Test
    void nothing_stays_of_ten_thousand_buffers() {
        try (CudaStream stream = device.stream()) {
            long before = device.usedBytes();
            for (int i = 0; i < 10_000; i++) {
                DeviceBuffer buffer = DeviceBuffer.allocate(stream, 1 << 20);
                buffer.close();
                buffer.close();
                assertThatIllegalStateException().isThrownBy(buffer::address);
            }
            stream.synchronize();
            assertThat(device.usedBytes()).isEqualTo(before);
        }
    }
}
