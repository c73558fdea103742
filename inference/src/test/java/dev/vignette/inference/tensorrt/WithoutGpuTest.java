package dev.vignette.inference.tensorrt;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.CudaDevice;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The same program starts on a machine without a GPU and says what is missing. */
@DisabledIf(value = "dev.vignette.inference.cuda.Gpu#present", disabledReason = "there is an NVIDIA GPU")
class WithoutGpuTest {
    @TempDir
    Path folder;

    @Test
    void opening_says_in_one_sentence_what_is_missing() {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> TensorRtEngine.open(0, TensorRtSettings.in(folder)))
                .withMessageMatching("There is no usable NVIDIA driver on this machine \\(libcuda\\.so\\.1: [^)]*\\)\\."
                        + " Install NVIDIA's driver, version 560 or newer, or use the processor\\.");
        assertThatExceptionOfType(InferenceException.class).isThrownBy(TensorRtEngine::libraryVersion);
        assertThatExceptionOfType(InferenceException.class).isThrownBy(() -> CudaDevice.open(0));
    }
}
