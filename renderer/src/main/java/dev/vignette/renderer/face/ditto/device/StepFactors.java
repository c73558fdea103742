package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the motion network computes its noise at one time: {@code noise = ofInput·x + ofStart·x_start}. The factors are asked of the
 * file itself, whose table they come from.
 */
public record StepFactors(float ofInput, float ofStart) {
    private static final int NUMBERS = LmdmParts.FRAMES * LmdmParts.MOTION;

    /**
     * @param engine for the host
     * @param scratch a file to write the network's last part to
     * @throws InferenceException if the noise is anything else than such a sum
     */
    public static List<StepFactors> of(Engine engine, LmdmParts parts, Path scratch, int[] times) {
        parts.noise().write(scratch);
        List<StepFactors> factors = new ArrayList<>();
        try (Network network = engine.open(scratch, "Ditto lmdm noise")) {
            for (int time : times) {
                StepFactors one =
                        new StepFactors(noise(engine, network, time, 1, 0), noise(engine, network, time, 0, 1));
                float both = noise(engine, network, time, 1, 1);
                if (Math.abs(one.ofInput + one.ofStart - both)
                        > 1e-4f * (Math.abs(one.ofInput) + Math.abs(one.ofStart))) {
                    throw new InferenceException(
                            "The network Ditto lmdm is built otherwise than published: its noise is no"
                                    + " weighted sum of what it takes and finds. Use it whole, with ONNX Runtime.");
                }
                factors.add(one);
            }
        }
        return List.copyOf(factors);
    }

    private static float noise(Engine engine, Network network, int time, float x, float start) {
        try (TensorScope scope = engine.scope()) {
            Map<String, Tensor> inputs = Map.of(
                    "x", scope.floats(filled(x), 1, LmdmParts.FRAMES, LmdmParts.MOTION),
                    "x_start", scope.floats(filled(start), 1, LmdmParts.FRAMES, LmdmParts.MOTION),
                    "time_cond", scope.longs(new long[] {time}, 1));
            Tensor noise = network.run(scope, inputs, Set.of("pred_noise")).get("pred_noise");
            if (noise == null) {
                throw new InferenceException("The network Ditto lmdm has no output pred_noise; pull it again.");
            }
            return noise.floats().get(0);
        }
    }

    private static float[] filled(float value) {
        float[] values = new float[NUMBERS];
        java.util.Arrays.fill(values, value);
        return values;
    }
}
