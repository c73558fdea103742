package dev.vignette.inference.gpu;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaKernels;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Looks at what is there. Each method gives what it found, or throws an {@link InferenceException} that says what is missing. */
interface GpuProbe {
    /** Whether NVIDIA's kernel driver is loaded, which is asked without touching any library. */
    boolean kernelDriver();

    List<String> devices();

    String compiler();

    String tensorRt();

    /** ONNX Runtime with CUDA. */
    String onnxRuntime();

    /** This machine, by loading the libraries. */
    GpuProbe HERE = new GpuProbe() {
        @Override
        public boolean kernelDriver() {
            return Files.exists(Path.of("/proc/driver/nvidia/version")) || Files.exists(Path.of("/dev/dxg"));
        }

        @Override
        public List<String> devices() {
            return IntStream.range(0, CudaDevice.count())
                    .mapToObj(number -> CudaDevice.open(number).toString())
                    .toList();
        }

        @Override
        public String compiler() {
            return CudaKernels.compilerVersion();
        }

        @Override
        public String tensorRt() {
            return TensorRtEngine.libraryVersion();
        }

        @Override
        public String onnxRuntime() {
            try (OnnxRuntimeEngine engine = OnnxRuntimeEngine.cuda(0)) {
                return engine.name();
            }
        }
    };
}
