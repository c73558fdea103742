package dev.vignette.inference.choice;

import java.util.Locale;

/** Which engine runs networks: one that is named, or the best that there is. */
public enum EngineChoice {
    /** TensorRT, else ONNX Runtime on the GPU, else ONNX Runtime on the processor. */
    AUTO,
    /** TensorRT on an NVIDIA GPU. */
    TENSORRT,
    /** ONNX Runtime on an NVIDIA GPU. */
    CUDA,
    /** ONNX Runtime on the processor. */
    CPU;

    /**
     * Reads {@code auto}, {@code tensorrt}, {@code cuda} or {@code cpu}.
     *
     * @throws IllegalArgumentException in one sentence if it is something else
     */
    public static EngineChoice parse(String text) {
        for (EngineChoice choice : values()) {
            if (choice.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return choice;
            }
        }
        throw new IllegalArgumentException(
                "VIGNETTE_ENGINE is \"" + text + "\". Set it to auto, tensorrt, cuda or cpu.");
    }
}
