package dev.vignette.inference.onnxruntime;

import dev.vignette.inference.cuda.GpuLibraries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * ONNX Runtime's libraries for GPUs, where "vignette gpu install" has put them: they take the place of those for processors,
 * which they contain. Only on a machine with NVIDIA's driver, so that a folder that was copied elsewhere does no harm.
 */
final class GpuBuild {
    private static final String PATH = "onnxruntime.native.path";

    /** What the CUDA provider asks for beside CUDA and cuDNN. */
    private static final List<String> LIBRARIES = List.of("libcurand.so.10");

    private GpuBuild() {}

    /** Has to come before ONNX Runtime is loaded. */
    static void useIfInstalled() {
        if (System.getProperty(PATH) == null && Files.exists(Path.of("/proc/driver/nvidia/version"))) {
            GpuLibraries.directory()
                    .map(directory -> directory.resolve("onnxruntime"))
                    .filter(folder -> Files.isRegularFile(folder.resolve("libonnxruntime.so"))
                            && Files.isRegularFile(folder.resolve("libonnxruntime4j_jni.so")))
                    .ifPresent(folder -> System.setProperty(PATH, folder.toString()));
        }
    }

    /** NVIDIA's libraries, where they are installed; otherwise the system's linker looks for them. */
    static void preload() {
        if (Files.exists(Path.of("/proc/driver/nvidia/version"))) {
            GpuLibraries.preload(GpuLibraries.CUDA_AND_CUDNN);
            GpuLibraries.preload(LIBRARIES);
        }
    }
}
