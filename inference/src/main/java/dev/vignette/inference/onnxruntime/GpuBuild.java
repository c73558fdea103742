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

    /** What the CUDA provider asks for, in the order in which one needs the other. */
    private static final List<String> LIBRARIES = List.of(
            "libcudart.so.12",
            "libcublasLt.so.12",
            "libcublas.so.12",
            "libcurand.so.10",
            "libnvrtc-builtins.so.12.6",
            "libnvrtc.so.12",
            "libcudnn_graph.so.9",
            "libcudnn_ops.so.9",
            "libcudnn_cnn.so.9",
            "libcudnn_adv.so.9",
            "libcudnn_heuristic.so.9",
            "libcudnn_engines_runtime_compiled.so.9",
            "libcudnn_engines_precompiled.so.9",
            "libcudnn.so.9");

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
            GpuLibraries.preload(LIBRARIES);
        }
    }
}
