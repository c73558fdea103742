package dev.vignette.inference.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.choice.EngineChoice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GpuReportTest {
    /** What is there, by name; the rest is missing. */
    private record Probe(boolean kernelDriver, Map<String, String> there) implements GpuProbe {
        private String look(String what) {
            String found = there.get(what);
            if (found == null) {
                throw new InferenceException(what + " is missing.");
            }
            return found;
        }

        @Override
        public List<String> devices() {
            return List.of(look("gpu"));
        }

        @Override
        public String compiler() {
            return look("nvrtc");
        }

        @Override
        public String tensorRt() {
            return look("tensorrt");
        }

        @Override
        public String onnxRuntime() {
            return look("ort");
        }
    }

    private static final String GPU = "NVIDIA H200 (compute capability 9.0, 143771 MiB, driver 580.95 (CUDA 13.0))";

    private static String text(GpuReport report) {
        StringBuilder text = new StringBuilder();
        report.lines()
                .forEach(line -> text.append(line.good() ? "+ " : "- ")
                        .append(line.subject())
                        .append(": ")
                        .append(line.detail())
                        .append(line.advice().isEmpty() ? "" : " → " + line.advice())
                        .append('\n'));
        return text.toString();
    }

    @Test
    void a_machine_without_a_driver_needs_nothing() {
        assertThat(text(GpuReport.of(new Probe(false, Map.of()), EngineChoice.AUTO)))
                .isEqualTo("+ GPU: none with NVIDIA's driver; networks run on the processor\n");
        assertThat(text(GpuReport.of(new Probe(false, Map.of()), EngineChoice.TENSORRT)))
                .startsWith("- GPU:")
                .contains("VIGNETTE_ENGINE asks for one");
    }

    @Test
    void says_what_is_there_and_what_is_used() {
        Map<String, String> all = Map.of("gpu", GPU, "nvrtc", "12.6", "tensorrt", "10.6.0", "ort", "onnxruntime-cuda");
        assertThat(text(GpuReport.of(new Probe(true, all), EngineChoice.AUTO))).isEqualTo("""
                        + GPU: %s
                        + CUDA: NVRTC 12.6
                        + TensorRT: 10.6.0
                        + ONNX Runtime CUDA: onnxruntime-cuda
                        + Networks run on: TensorRT
                        """.formatted(GPU));
        assertThat(text(GpuReport.of(new Probe(true, all), EngineChoice.CPU)))
                .contains("+ Networks run on: the processor, as VIGNETTE_ENGINE says");
    }

    @Test
    void says_what_is_missing_and_how_to_get_it() {
        assertThat(text(GpuReport.of(new Probe(true, Map.of("gpu", GPU)), EngineChoice.AUTO)))
                .isEqualTo("""
                        + GPU: %s
                        - CUDA: nvrtc is missing.
                        - TensorRT: tensorrt is missing.
                        - ONNX Runtime CUDA: ort is missing.
                        - Networks run on: the processor: the GPU is idle → Get what is missing: vignette gpu install
                        """.formatted(GPU));
        assertThat(text(GpuReport.of(new Probe(true, Map.of("gpu", GPU, "ort", "cuda")), EngineChoice.AUTO)))
                .contains("- Networks run on: ONNX Runtime CUDA → Get");
        assertThat(text(GpuReport.of(new Probe(true, Map.of("gpu", GPU)), EngineChoice.CUDA)))
                .contains("- Networks run on: nothing: what VIGNETTE_ENGINE asks for is missing");
    }

    @Test
    void a_driver_without_a_device_is_said() {
        assertThat(text(GpuReport.of(new Probe(true, Map.of()), EngineChoice.AUTO)))
                .isEqualTo("- GPU: gpu is missing. → Check with nvidia-smi that it is visible here.\n");
    }
}
