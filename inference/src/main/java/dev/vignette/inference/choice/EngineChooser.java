package dev.vignette.inference.choice;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.inference.tensorrt.TensorRtSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Opens the engine that was asked for, or the first that works. */
public final class EngineChooser {
    private final List<Offer> offers;

    /**
     * An engine that may work here.
     *
     * @param choice that names it
     * @param open fails with an {@link InferenceException} or a {@link LinkageError} if it does not
     */
    public record Offer(EngineChoice choice, Supplier<? extends Engine> open) {}

    /**
     * What was opened.
     *
     * @param engine which the caller closes
     * @param passedOver why each better one was not taken, a sentence each
     */
    public record Chosen(Engine engine, List<String> passedOver) {}

    /** @param offers the best first */
    public EngineChooser(List<Offer> offers) {
        this.offers = List.copyOf(offers);
    }

    /** TensorRT, ONNX Runtime on the GPU, ONNX Runtime on the processor. */
    public static EngineChooser standard(int gpu, TensorRtSettings tensorRt) {
        return new EngineChooser(List.of(
                new Offer(EngineChoice.TENSORRT, () -> TensorRtEngine.open(gpu, tensorRt)),
                new Offer(EngineChoice.CUDA, () -> OnnxRuntimeEngine.cuda(gpu)),
                new Offer(EngineChoice.CPU, OnnxRuntimeEngine::cpu)));
    }

    /** ONNX Runtime on the GPU, ONNX Runtime on the processor: for networks that TensorRT does not have every layer of. */
    public static EngineChooser onnxRuntime(int gpu) {
        return new EngineChooser(List.of(
                new Offer(EngineChoice.CUDA, () -> OnnxRuntimeEngine.cuda(gpu)),
                new Offer(EngineChoice.CPU, OnnxRuntimeEngine::cpu)));
    }

    /**
     * ONNX Runtime, on the GPU if it may and can, for networks that are not made ready for TensorRT: who chose that leaves it
     * open here.
     *
     * @throws InferenceException if the choice cannot be kept
     */
    public static Engine portable(EngineChoice choice) {
        return onnxRuntime(0)
                .open(choice == EngineChoice.TENSORRT ? EngineChoice.AUTO : choice)
                .engine();
    }

    /**
     * Opens.
     *
     * @throws InferenceException if none works, or the one that was asked for does not: then nothing else is tried
     */
    public Chosen open(EngineChoice choice) {
        List<String> passedOver = new ArrayList<>();
        for (Offer offer : offers) {
            if (choice != EngineChoice.AUTO && choice != offer.choice()) {
                continue;
            }
            try {
                return new Chosen(offer.open().get(), passedOver);
            } catch (InferenceException e) {
                passedOver.add(String.valueOf(e.getMessage()));
            } catch (LinkageError e) {
                passedOver.add("The engine " + offer.choice() + " is not part of this program (" + e + ").");
            }
        }
        throw new InferenceException(
                passedOver.isEmpty() ? "There is no engine " + choice + " here." : String.join(" ", passedOver));
    }
}
