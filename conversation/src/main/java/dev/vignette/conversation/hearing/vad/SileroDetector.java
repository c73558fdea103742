package dev.vignette.conversation.hearing.vad;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Silero VAD, versions 5 and 6 ({@code silero_vad.onnx}): every window of 512 samples is seen with the 64 before it, and a
 * state of [2, 1, 128] goes from window to window.
 */
public final class SileroDetector implements SpeechDetector {
    private static final int CONTEXT = 64;
    private static final int SEEN = CONTEXT + WINDOW;
    private static final long HERTZ = 16_000;
    private static final int STATE = 2 * 128;
    private static final NetworkContract CONTRACT = new NetworkContract(
            "Silero VAD",
            List.of(
                    TensorSpec.of("input", ElementType.FLOAT32, -1, -1),
                    TensorSpec.of("state", ElementType.FLOAT32, 2, -1, 128),
                    // The half-precision file, whose probabilities are wrong, is the one without a rate.
                    TensorSpec.of("sr", ElementType.INT64)),
            List.of(
                    TensorSpec.of("output", ElementType.FLOAT32, -1, 1),
                    TensorSpec.of("stateN", ElementType.FLOAT32, -1, -1, -1)));
    private static final Set<String> OUTPUTS = Set.of("output", "stateN");

    private final Engine engine;
    private final Network network;

    private SileroDetector(Engine engine, Network network) {
        this.engine = engine;
        this.network = network;
    }

    /**
     * Opens the network; the engine stays the caller's.
     *
     * @throws dev.vignette.inference.InferenceException if the file is missing, damaged or another version
     */
    public static SileroDetector open(Engine engine, Path file) {
        return new SileroDetector(engine, engine.open(file, CONTRACT));
    }

    @Override
    public String name() {
        return "silero";
    }

    @Override
    public float[] probabilities(float[] samples, Runnable beforeEach) {
        float[] probabilities = new float[SpeechDetector.windows(samples.length)];
        float[] seen = new float[SEEN];
        try (TensorScope scope = engine.scope()) {
            Map<String, Tensor> inputs = new HashMap<>();
            inputs.put("sr", scope.longs(new long[] {HERTZ}, new long[0]));
            inputs.put("state", scope.floats(new float[STATE], 2, 1, 128));
            for (int i = 0; i < probabilities.length; i++) {
                beforeEach.run();
                look(samples, i * WINDOW, seen);
                Tensor input = scope.floats(seen, 1, SEEN);
                inputs.put("input", input);
                Map<String, Tensor> outputs = network.run(scope, inputs, OUTPUTS);
                Tensor output = output(outputs, "output");
                probabilities[i] = output.floats().get(0);
                scope.free(output);
                scope.free(input);
                Tensor before = inputs.put("state", output(outputs, "stateN"));
                if (before != null) {
                    scope.free(before);
                }
            }
        }
        return probabilities;
    }

    private static Tensor output(Map<String, Tensor> outputs, String name) {
        Tensor tensor = outputs.get(name);
        if (tensor == null) {
            throw new IllegalStateException("The engine gave no " + name);
        }
        return tensor;
    }

    /** Context and window; zeros before the sound and after it. */
    private static void look(float[] samples, int at, float[] seen) {
        for (int i = 0; i < SEEN; i++) {
            int from = at - CONTEXT + i;
            seen[i] = from >= 0 && from < samples.length ? samples[from] : 0;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
