package dev.vignette.inference.onnxruntime;

import static dev.vignette.inference.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.Engine;
import dev.vignette.inference.EngineContract;
import dev.vignette.inference.Network;
import dev.vignette.inference.SmallNetworks;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract on an NVIDIA GPU, where there is one and the class path has {@code onnxruntime_gpu}. */
@EnabledIf("there")
class CudaEngineTest extends EngineContract {
    static boolean there() {
        return Files.exists(Path.of("/proc/driver/nvidia/version"))
                && (System.getProperty("onnxruntime.native.path") != null
                        || OnnxRuntimeEngine.class.getResource(
                                        "/ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so")
                                != null);
    }

    @Override
    protected Engine engine() {
        return OnnxRuntimeEngine.cuda(0);
    }

    /** Each takes handles of cuBLAS and cuDNN, which is slow. */
    @Override
    protected int openings() {
        return 100;
    }

    @Test
    void numbers_that_stayed_on_the_gpu_are_the_same_when_they_are_read_at_last() {
        try (Engine engine = engine();
                Network network = engine.open(SmallNetworks.cache(directory, FLOAT32), "cache");
                TensorScope scope = engine.scope()) {
            Tensor past = scope.floats(new float[0], 1, 0, 2);
            for (int i = 0; i < 300; i++) {
                Tensor step = scope.floats(new float[] {i, -i}, 1, 1, 2);
                Tensor present = network.run(scope, Map.of("past", past, "step", step), Set.of("present"))
                        .get("present");
                scope.free(past);
                past = present;
            }
            for (int i = 0; i < 300; i++) {
                assertThat(past.floats().get(2 * i)).isEqualTo(i);
                assertThat(past.floats().get(2 * i + 1)).isEqualTo(-i);
            }
        }
    }
}
