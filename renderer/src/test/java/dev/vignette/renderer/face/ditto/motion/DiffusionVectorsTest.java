package dev.vignette.renderer.face.ditto.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.face.ditto.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One window of motion: the schedule, a step, the noise. */
class DiffusionVectorsTest {
    @Test
    void theScheduleIsTheCosineOne() {
        JsonNode vectors = Vectors.read("ddim_schedule");
        vectors.get("beta_samples")
                .properties()
                .forEach(entry ->
                        assertClose(DiffusionSchedule.beta(Integer.parseInt(entry.getKey())), entry.getValue()));
        vectors.get("alphas_cumprod_samples")
                .properties()
                .forEach(entry ->
                        assertClose(DiffusionSchedule.alphaBar(Integer.parseInt(entry.getKey())), entry.getValue()));
        vectors.get("steps").properties().forEach(entry -> {
            List<DiffusionSchedule.Step> steps = DiffusionSchedule.steps(Integer.parseInt(entry.getKey()));
            assertThat(steps).hasSize(entry.getValue().size());
            for (int i = 0; i < steps.size(); i++) {
                JsonNode expected = entry.getValue().get(i);
                assertThat(steps.get(i).time()).isEqualTo(expected.get("t").asInt());
                assertThat(steps.get(i).next()).isEqualTo(expected.get("t_next").asInt());
                if (!steps.get(i).last()) {
                    assertClose(steps.get(i).rootNext(), expected.get("sqrt_alpha_next"));
                    assertClose(steps.get(i).sigma(), expected.get("sigma"));
                    assertClose(steps.get(i).direction(), expected.get("c"));
                }
            }
        });
    }

    private static void assertClose(float actual, JsonNode expected) {
        assertThat((double) actual).isCloseTo(expected.asDouble(), Percentage.withPercentage(2e-4));
    }

    @Test
    void aStepMixesMotionNoiseAndFreshNoise() {
        JsonNode vectors = Vectors.read("ddim_update");
        DiffusionSchedule.Step step = DiffusionSchedule.steps(10).get(3);
        var prediction = new Denoiser.Prediction(
                Vectors.floats(vectors.get("pred_noise")), Vectors.floats(vectors.get("x_start")));
        assertThat(MotionDiffusion.next(step, prediction, Vectors.floats(vectors.get("noise"))))
                .containsExactly(Vectors.floats(vectors.get("x")), within(1e-5f));
    }

    @Test
    void noiseIsTheReferenceGenerators() {
        JsonNode vectors = Vectors.read("rng");
        var twister = new MersenneTwister(vectors.get("seed").asInt());
        vectors.get("first_uniforms")
                .forEach(node ->
                        assertThat(twister.uniform()).isCloseTo(node.asDouble(), Percentage.withPercentage(1e-6)));
        var normals = new MersenneTwister(vectors.get("seed").asInt());
        vectors.get("first_normals")
                .forEach(node ->
                        assertThat(normals.normal()).isCloseTo(node.asDouble(), Percentage.withPercentage(1e-6)));
    }

    @Test
    void noiseBetweenTheStepsIsDrawnOnceAndBeforeTheFirstWindow() {
        JsonNode vectors = Vectors.read("rng");
        List<float[]> seen = new ArrayList<>();
        Denoiser network = (x, frame, condition, time) -> {
            seen.add(x);
            return new Denoiser.Prediction(new float[x.length], new float[x.length]);
        };
        var diffusion = new MotionDiffusion(network, 10, new MersenneTwister(1024));
        List<float[]> rows = new ArrayList<>();
        IntStream.range(0, 80).forEach(i -> rows.add(new float[Condition.SIZE]));
        diffusion.window(new float[265], rows);
        diffusion.window(new float[265], rows);
        float[] expected = Vectors.floats(vectors.get("initial_x_first6_after_9_tensors"));
        assertThat(Arrays.copyOf(seen.getFirst(), 6)).containsExactly(expected, within(1e-6f));
        assertThat(seen).hasSize(20);
        assertThat(seen.get(10)).isNotEqualTo(seen.get(0));
        // The network predicted nothing, so that what is left is the noise of the step before.
        assertThat(seen.get(11)).isEqualTo(seen.get(1));
        float sigma = DiffusionSchedule.steps(10).get(1).sigma();
        float second = Vectors.floats(vectors.get("noise_tensor_first_of_second"))[0];
        assertThat(seen.get(2)[0]).isCloseTo(sigma * second, within(1e-6f));
    }
}
