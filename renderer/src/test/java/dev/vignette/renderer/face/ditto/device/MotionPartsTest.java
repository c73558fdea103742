package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A step of the motion network without what stays from step to step gives what the whole gives. */
class MotionPartsTest extends EditedNetworks {
    @Test
    void theStepsOfAWindowHoldOnlyWhatChanges() {
        OnnxFile lmdm = standIn(DittoNetwork.LMDM, Kind.MINI);
        LmdmParts parts = LmdmParts.of(lmdm);
        float[] x = numbers(80 * 265, 2);
        float[] frame = numbers(265, 2);
        float[] condition = numbers(80 * 1103, 2);
        Map<String, float[]> inputs =
                new HashMap<>(Map.of("x", x, "cond_frame", frame, "cond", condition, "time_cond", new float[] {599}));
        Map<String, float[]> whole = run(lmdm, inputs);
        Map<String, float[]> carried = run(parts.condition(), Map.of("cond", condition));
        Map<String, float[]> both = new HashMap<>(
                Map.of("x", joined(x, x), "cond_frame", joined(frame, frame), "time_cond", new float[] {599}));
        List<float[]> none = parts.none(engine, home.resolve("without.onnx"));
        for (int i = 0; i < none.size(); i++) {
            String name = parts.carried().get(i).name();
            both.put(name, joined(carried.get(name), none.get(i)));
        }
        // Keys and values of the condition's tokens in the one layer of the smallest stand-in, and what its mean
        // becomes.
        assertThat(parts.carried()).hasSize(3);
        float[] starts = run(parts.pass(2), both).get(LmdmParts.START);
        float[] noise = new float[x.length];
        float[] start = new float[x.length];
        StepFactors factors = StepFactors.of(engine, parts, home.resolve("noise.onnx"), new int[] {999, 599})
                .get(1);
        GuidedStep.predict(starts, x, parts.weight(), factors, start, noise);
        assertSame(whole.get("x_start"), start, 1e-5f);
        assertSame(whole.get("pred_noise"), noise, 1e-5f);
    }
}
