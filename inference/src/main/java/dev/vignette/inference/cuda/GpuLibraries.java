package dev.vignette.inference.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the installed libraries of CUDA and TensorRT lie. The system property {@code vignette.gpu.libraries}, or the variable
 * {@code VIGNETTE_GPU_LIBRARIES}, names the folder; otherwise it is {@code gpu/lib} under {@code VIGNETTE_HOME}. What is not
 * there is looked for where the system's linker looks.
 */
public final class GpuLibraries {
    /** CUDA's and cuDNN's that engines ask for, in the order in which one needs the other. */
    public static final List<String> CUDA_AND_CUDNN = List.of(
            "libcudart.so.12",
            "libcublasLt.so.12",
            "libcublas.so.12",
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

    /** The system property that names the folder. */
    public static final String PROPERTY = "vignette.gpu.libraries";

    private GpuLibraries() {}

    /** Sets the folder below this {@code VIGNETTE_HOME}, unless something else was set. Before the first library is loaded. */
    public static void installedUnder(Path home) {
        if (System.getProperty(PROPERTY, "").isBlank() && System.getenv("VIGNETTE_GPU_LIBRARIES") == null) {
            System.setProperty(PROPERTY, home.resolve("gpu").resolve("lib").toString());
        }
    }

    /** The folder, if it is there. */
    public static Optional<Path> directory() {
        return Optional.of(configured()).filter(Files::isDirectory);
    }

    /** The folder, whether it is there or not. */
    public static Path configured() {
        String property = System.getProperty(PROPERTY, "");
        if (!property.isBlank()) {
            return Path.of(property).toAbsolutePath();
        }
        String variable =
                Optional.ofNullable(System.getenv("VIGNETTE_GPU_LIBRARIES")).orElse("");
        if (!variable.isBlank()) {
            return Path.of(variable).toAbsolutePath();
        }
        String home = Optional.ofNullable(System.getenv("VIGNETTE_HOME")).orElse("");
        Path base = home.isBlank() ? Path.of(System.getProperty("user.home"), ".vignette") : Path.of(home);
        return base.resolve("gpu").resolve("lib").toAbsolutePath();
    }

    /**
     * Loads these libraries from the folder, in this order, those that are there: the linker then finds each by its name
     * wherever another one asks for it, and no search path has to be set before the program starts.
     *
     * @return one sentence for each that is there and cannot be loaded
     */
    public static List<String> preload(List<String> names) {
        List<String> problems = new ArrayList<>();
        directory().ifPresent(directory -> {
            for (String name : names) {
                Path file = directory.resolve(name);
                if (Files.isRegularFile(file)) {
                    try {
                        SymbolLookup.libraryLookup(file, Arena.global());
                    } catch (IllegalArgumentException e) {
                        problems.add(name + " cannot be loaded: " + e.getMessage());
                    }
                }
            }
        });
        return problems;
    }
}
