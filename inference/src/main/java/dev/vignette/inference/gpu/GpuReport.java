package dev.vignette.inference.gpu;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.choice.EngineChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this machine has for running networks on a GPU, what of it will be used, and what is missing.
 *
 * @param lines one for each thing that was looked at
 */
public record GpuReport(List<Line> lines) {
    public GpuReport {
        lines = List.copyOf(lines);
    }

    /**
     * One look.
     *
     * @param subject such as {@code TensorRT}
     * @param good whether it is as it should be
     * @param detail what was found, or what is missing
     * @param advice what to do, or an empty text
     */
    public record Line(String subject, boolean good, String detail, String advice) {}

    /** Whether NVIDIA's kernel driver is loaded here, which is asked without touching any library. */
    public static boolean driverLoaded() {
        return GpuProbe.HERE.kernelDriver();
    }

    /** Looks at this machine; loads the libraries where there is a driver. */
    public static GpuReport look(EngineChoice choice) {
        return of(GpuProbe.HERE, choice);
    }

    static GpuReport of(GpuProbe probe, EngineChoice choice) {
        if (!probe.kernelDriver()) {
            return new GpuReport(List.of(new Line(
                    "GPU",
                    choice == EngineChoice.AUTO || choice == EngineChoice.CPU,
                    "none with NVIDIA's driver; networks run on the processor",
                    choice == EngineChoice.AUTO || choice == EngineChoice.CPU
                            ? ""
                            : "VIGNETTE_ENGINE asks for one: install NVIDIA's driver, or set it to auto.")));
        }
        List<Line> lines = new ArrayList<>();
        Found<List<String>> devices = found(probe::devices);
        lines.add(
                devices.value() == null || devices.value().isEmpty()
                        ? new Line("GPU", false, devices.problem(), "Check with nvidia-smi that it is visible here.")
                        : new Line("GPU", true, String.join("; ", devices.value()), ""));
        if (devices.value() == null || devices.value().isEmpty()) {
            return new GpuReport(lines);
        }
        Found<String> compiler = found(probe::compiler);
        Found<String> tensorRt = found(probe::tensorRt);
        Found<String> onnxRuntime = found(probe::onnxRuntime);
        lines.add(line("CUDA", compiler, "NVRTC "));
        lines.add(line("TensorRT", tensorRt, ""));
        lines.add(line("ONNX Runtime CUDA", onnxRuntime, ""));
        boolean full = tensorRt.value() != null && compiler.value() != null;
        String used = switch (choice) {
            case CPU -> "the processor, as VIGNETTE_ENGINE says";
            case CUDA -> onnxRuntime.value() != null ? "ONNX Runtime CUDA, as VIGNETTE_ENGINE says" : "";
            case TENSORRT -> full ? "TensorRT, as VIGNETTE_ENGINE says" : "";
            case AUTO ->
                full
                        ? "TensorRT"
                        : onnxRuntime.value() != null ? "ONNX Runtime CUDA" : "the processor: the GPU is idle";
        };
        boolean fine = !used.isEmpty() && (full || choice != EngineChoice.AUTO);
        lines.add(new Line(
                "Networks run on",
                fine,
                used.isEmpty() ? "nothing: what VIGNETTE_ENGINE asks for is missing" : used,
                fine ? "" : "Get what is missing: vignette gpu install"));
        return new GpuReport(lines);
    }

    private record Found<T>(@Nullable T value, String problem) {}

    private static <T> Found<T> found(Supplier<T> look) {
        try {
            return new Found<>(look.get(), "");
        } catch (InferenceException e) {
            return new Found<>(null, String.valueOf(e.getMessage()));
        } catch (LinkageError e) {
            return new Found<>(null, "It cannot be loaded: " + e);
        }
    }

    private static Line line(String subject, Found<String> found, String before) {
        return found.value() == null
                ? new Line(subject, false, found.problem(), "")
                : new Line(subject, true, before + found.value(), "");
    }
}
