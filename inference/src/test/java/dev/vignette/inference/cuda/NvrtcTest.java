package dev.vignette.inference.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vignette.inference.InferenceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Compiling needs neither a GPU nor a driver, only NVRTC. */
@EnabledIf(value = "present", disabledReason = "there is no NVRTC")
class NvrtcTest {
    private static final List<String> HOPPER = List.of("--gpu-architecture=sm_90");

    static boolean present() {
        try {
            Nvrtc.get();
            return true;
        } catch (InferenceException e) {
            return false;
        }
    }

    @Test
    void compiles_a_kernel_with_half_precision_to_machine_code() {
        String source = """
                #include "half.cuh"
                extern "C" __global__ void twice(const half_t* x, half_t* y, int n) {
                  int i = blockIdx.x * blockDim.x + threadIdx.x;
                  if (i < n) store(y + i, 2 * load(x + i) + half2_to_floats(floats_to_half2(0, 1)).x);
                }
                """;
        byte[] cubin = Nvrtc.get().compile("twice.cu", source, Map.of("half.cuh", CudaKernels.halfHeader()), HOPPER);

        assertThat(cubin).startsWith(0x7F, 'E', 'L', 'F');
    }

    @Test
    void says_what_the_compiler_complains_about() {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(
                        () -> Nvrtc.get().compile("bad.cu", "__global__ void bad() { undefined(); }", Map.of(), HOPPER))
                .withMessageContaining("bad.cu does not compile")
                .withMessageContaining("undefined");
    }
}
