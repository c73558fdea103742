package dev.vignette.inference.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vignette.inference.InferenceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs where NVRTC is: it needs neither a GPU nor a driver to compile. */
class NvrtcTest {
    private static final List<String> HOPPER = List.of("--gpu-architecture=sm_90");

    private static Nvrtc nvrtc() {
        try {
            return Nvrtc.get();
        } catch (InferenceException e) {
            Assumptions.abort(e.getMessage());
            throw e;
        }
    }

    @Test
    void compiles_a_kernel_with_half_precision_to_machine_code() {
        String source =
                """
                #include "half.cuh"
                extern "C" __global__ void twice(const half_t* x, half_t* y, int n) {
                  int i = blockIdx.x * blockDim.x + threadIdx.x;
                  if (i < n) store(y + i, 2 * load(x + i) + half2_to_floats(floats_to_half2(0, 1)).x);
                }
                """;
        byte[] cubin = nvrtc().compile("twice.cu", source, Map.of("half.cuh", CudaKernels.halfHeader()), HOPPER);

        assertThat(cubin).startsWith(0x7F, 'E', 'L', 'F');
    }

    @Test
    void says_what_the_compiler_complains_about() {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> nvrtc().compile("bad.cu", "__global__ void bad() { undefined(); }", Map.of(), HOPPER))
                .withMessageContaining("bad.cu does not compile")
                .withMessageContaining("undefined");
    }
}
