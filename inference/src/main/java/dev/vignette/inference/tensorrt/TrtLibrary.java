package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.GpuLibraries;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvonnxparser;
import org.jspecify.annotations.Nullable;

/** TensorRT's libraries, loaded at the first call. */
final class TrtLibrary {
    /** TensorRT's own, in the order in which one needs the other. */
    private static final List<String> LIBRARIES = List.of(
            "libnvinfer.so.10",
            "libnvinfer_plugin.so.10",
            "libnvinfer_vc_plugin.so.10",
            "libnvonnxparser.so.10",
            "libnvinfer_builder_resource.so.10.6.0");

    private TrtLibrary() {}

    /**
     * Loads them once.
     *
     * @return the version, such as {@code 10.6.0}
     * @throws InferenceException in one sentence if something is missing
     */
    static String load() {
        if (Once.VERSION == null) {
            throw new InferenceException("TensorRT cannot be loaded (" + Once.PROBLEM
                    + "). Get it with \"vignette gpu install\", or install TensorRT 10 and CUDA 12; see docs/gpu.md.");
        }
        return Once.VERSION;
    }

    private static final class Once {
        static final @Nullable String VERSION;
        static final @Nullable String PROBLEM;

        static {
            String version = null;
            List<String> problems = new ArrayList<>(GpuLibraries.preload(GpuLibraries.CUDA_AND_CUDNN));
            problems.addAll(GpuLibraries.preload(LIBRARIES));
            try {
                version = nvinfer.getInferLibMajorVersion() + "." + nvinfer.getInferLibMinorVersion() + "."
                        + nvinfer.getInferLibPatchVersion();
                nvonnxparser.getNvOnnxParserVersion();
            } catch (LinkageError e) {
                version = null;
                problems.add(deepest(e));
            }
            VERSION = version;
            PROBLEM = String.join("; ", problems);
        }

        /** JavaCPP wraps the linker's own words, which name the library. */
        private static String deepest(Throwable failure) {
            Throwable deepest = failure;
            for (Throwable cause = deepest.getCause(); cause != null; cause = cause.getCause()) {
                deepest = cause;
            }
            return String.valueOf(deepest.getMessage()).replaceAll("\\s+", " ");
        }
    }
}
