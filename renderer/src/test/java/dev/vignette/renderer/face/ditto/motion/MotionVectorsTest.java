package dev.vignette.renderer.face.ditto.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.face.ditto.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MotionVectorsTest {
    private static final int[] SAMPLED = {0, 1, 100, 201, 202, 264};

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

    @Test
    void offlineWindowsStartWhereTheyDid() {
        Vectors.read("audio_windows").get("offline").forEach(node -> {
            int samples = node.get("samples").asInt();
            assertThat(AudioWindows.frames(samples))
                    .isEqualTo(node.get("num_frames").asInt());
            int[] first = Vectors.ints(node.get("first_starts_in_audio"));
            for (int i = 0; i < first.length; i++) {
                assertThat(AudioWindows.start(5 * i)).isEqualTo(first[i]);
            }
            int last = (AudioWindows.frames(samples) - 1) / 5 * 5;
            assertThat(AudioWindows.start(last))
                    .isEqualTo(node.get("last_start_in_audio").asInt());
        });
        int[] early = IntStream.iterate(0, i -> i < 3260, i -> i + 5)
                .filter(i -> AudioWindows.start(i) != 640 * i - 2000)
                .toArray();
        assertThat(early)
                .containsExactly(Vectors.ints(Vectors.read("audio_windows").get("float_truncation_frames")));
    }

    @Test
    void streamedWindowsStartWhereTheyDidWhateverTheChunks() {
        Vectors.read("audio_windows").get("online").forEach(node -> {
            float[] sound = new float[node.get("samples").asInt()];
            for (int i = 0; i < sound.length; i++) {
                sound[i] = i + 1;
            }
            for (int chunk : new int[] {sound.length, 1_000, 7_777}) {
                List<Integer> starts = new ArrayList<>();
                List<Integer> needed = new ArrayList<>();
                var audio = new StreamingAudio();
                for (int at = 0; at < sound.length; at += chunk) {
                    audio.push(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + chunk)), window -> {
                        needed.add((int) window[6479]);
                        starts.add((int) window[6479] - 6480);
                    });
                }
                int whole = starts.size();
                audio.finish(window -> starts.add(starts.size()));
                assertThat(starts).hasSize(node.get("calls").asInt());
                assertThat(starts.subList(0, 4)).isEqualTo(list(node.get("first_starts_in_audio")));
                List<Integer> ends = list(node.get("samples_needed_for_call"));
                int known = Math.min(whole, ends.size());
                assertThat(needed.subList(0, known)).isEqualTo(ends.subList(0, known));
                assertThat(-1920 + 3200 * (starts.size() - 1))
                        .isEqualTo(node.get("last_start_in_audio").asInt());
            }
        });
    }

    private static List<Integer> list(JsonNode node) {
        return Arrays.stream(Vectors.ints(node)).boxed().toList();
    }

    @Test
    void featuresAreMeansOfTheMiddleRows() {
        float[] rows = new float[20 * 1024];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i / 1024;
        }
        float[][] features = AudioWindows.features(rows);
        assertThat(features).hasDimensions(5, 1024);
        for (int i = 0; i < 5; i++) {
            assertThat(features[i][7]).isEqualTo(6.5f + 2 * i);
        }
    }

    @Test
    void conditionsHaveTheirColumns() {
        JsonNode vectors = Vectors.read("condition");
        vectors.get("emo").properties().forEach(entry -> {
            List<Integer> places = Arrays.stream(
                            entry.getKey().replaceAll("[\\[\\]]", "").split(","))
                    .map(String::strip)
                    .map(Integer::valueOf)
                    .toList();
            assertThat(Emotion.mix(places)).containsExactly(Vectors.floats(entry.getValue()), within(1e-7f));
        });
        assertThat(Emotion.values()).hasSize(vectors.get("labels").size());
        int[] mirror = Vectors.ints(vectors.get("mirror_size5"));
        for (int i = 0; i < mirror.length; i++) {
            assertThat(Mirror.of(i, 5)).isEqualTo(mirror[i]);
        }
        float[] feature = new float[1024];
        Arrays.fill(feature, 1);
        float[] points = new float[63];
        Arrays.fill(points, 5);
        var condition = new Condition(
                List.of(new float[] {2, 2, 2, 2, 2, 2, 2, 2}, new float[8]),
                List.of(new float[] {3, 3}, new float[] {6, 6}),
                List.of(new float[] {4, 4, 4, 4, 4, 4}),
                points);
        float[] row = condition.row(feature, -7);
        String[] names = {"audio", "emo", "eye_open", "eye_ball", "sc"};
        for (int i = 0; i < names.length; i++) {
            int[] range = Vectors.ints(vectors.get("layout").get(names[i]));
            for (int k = range[0]; k < range[1]; k++) {
                assertThat(row[k]).as("column %s", k).isEqualTo(i + 1f);
            }
        }
        assertThat(condition.row(feature, 1)[1024]).isZero();
        assertThat(condition.row(feature, 2)[1032]).isEqualTo(6);
    }

    @Test
    void offlineWindowsAreFusedSmoothedAndContinued() {
        assertOffline("sequence_offline", new FusionSettings(10, 3, 0, 0, 0));
        assertOffline("sequence_offline_fixkp", new FusionSettings(10, 3, 1, 0, 202));
    }

    private static void assertOffline(String name, FusionSettings settings) {
        JsonNode vectors = Vectors.read(name);
        var stub = new SineModel();
        List<float[]> frames = OfflineMotion.of(stub, settings, MotionLimits.none(), initial(), rows(0, 185));
        assertThat(stub.windows).isEqualTo(vectors.get("clips").asInt());
        assertThat(frames).hasSize(185);
        assertSamples(frames, vectors.get("samples"));
        assertThat(sum(frames)).isCloseTo(vectors.get("sum").asDouble(), within(0.05));
        JsonNode continued = vectors.get("kp_cond_per_clip");
        for (int i = 0; i < continued.size(); i++) {
            assertThat(sampled(stub.continued.get(i))).containsExactly(Vectors.floats(continued.get(i)), within(2e-6f));
        }
    }

    @Test
    void streamedWindowsComeOutBlockByBlock() {
        Vectors.read("sequence_online").get("cases").properties().forEach(entry -> {
            JsonNode expected = entry.getValue();
            int overlap = expected.get("overlap_v2").asInt();
            var stub = new SineModel();
            var motion = new StreamingMotion(
                    stub, new FusionSettings(overlap, 3, 1, 0, 202), MotionLimits.none(), initial(), silent(overlap));
            List<float[]> frames = new ArrayList<>();
            List<String> events = new ArrayList<>();
            int fed = expected.get("features_fed").asInt();
            for (int chunk = 0; 5 * chunk < fed; chunk++) {
                int before = frames.size();
                int windows = stub.windows;
                motion.push(rows(5 * chunk + 1, Math.min(fed, 5 * chunk + 5) + 1), frames::add);
                if (stub.windows > windows) {
                    events.add(chunk + "/" + windows + "/" + (frames.size() - before));
                }
            }
            int before = frames.size();
            int windows = stub.windows;
            motion.end(frames::add);
            events.add((fed + 4) / 5 + "/" + windows + "/" + (frames.size() - before));
            assertThat(stub.windows).isEqualTo(expected.get("clips").asInt());
            assertThat(frames).hasSize(expected.get("emitted").asInt());
            List<String> published = new ArrayList<>();
            expected.get("events")
                    .forEach(e -> published.add(e.get("chunk").asInt() + "/"
                            + e.get("clip").asInt() + "/" + e.get("emitted").asInt()));
            assertThat(events).containsAll(published);
            assertThat(sampled(motion.reference())).containsExactly(Vectors.floats(expected.get("d0")), within(1e-6f));
            assertSamples(frames, expected.get("samples"));
            assertThat(sum(frames)).isCloseTo(expected.get("sum").asDouble(), within(0.05));
        });
    }

    @Test
    void anyNumberOfFramesIsGivenToTheFrame() {
        for (int overlap : new int[] {70, 75, 40, 10}) {
            for (int owed : new int[] {1, 4, 5, 9, 10, 11, 63, 70, 79, 80, 81, 165}) {
                var motion = new StreamingMotion(
                        new SineModel(),
                        new FusionSettings(overlap, 3, 1, 0, 202),
                        MotionLimits.none(),
                        initial(),
                        silent(overlap));
                List<float[]> frames = new ArrayList<>();
                int features = (owed + 4) / 5 * 5;
                for (int i = 0; i < features; i += 5) {
                    motion.push(rows(i, i + 5), frames::add);
                }
                motion.finish(owed, frames::add);
                assertThat(frames).as("overlap %s, %s frames", overlap, owed).hasSize(owed);
                // Nothing is left out or given twice: the first windows say so in every frame.
                for (int i = 1; i < frames.size(); i++) {
                    assertThat(frames.get(i)).isNotEqualTo(frames.get(i - 1));
                }
            }
        }
    }

    @Test
    void theMemoryOfALongStreamIsBounded() {
        var motion = new StreamingMotion(
                new SineModel(), new FusionSettings(70, 3, 1, 0, 202), MotionLimits.none(), initial(), silent(70));
        int[] count = {0};
        for (int i = 0; i < 2_000; i += 5) {
            motion.push(rows(i, i + 5), frame -> count[0]++);
            assertThat(motion.held()).isLessThan(2 * 260);
        }
        assertThat(count[0]).isEqualTo(1990);
    }

    /** A model whose windows can be told by heart: see the vectors. */
    private static final class SineModel implements WindowModel {
        private int windows;
        private final List<float[]> continued = new ArrayList<>();

        @Override
        public float[][] window(float[] frame, List<float[]> rows) {
            continued.add(frame.clone());
            float[][] window = new float[80][265];
            for (int i = 0; i < 80; i++) {
                for (int d = 0; d < 265; d++) {
                    window[i][d] = (float)
                            (Math.sin(0.05 * i + 0.013 * d + 0.7 * windows) + 0.1 * frame[d] + 0.01 * rows.get(i)[0]);
                }
            }
            windows++;
            return window;
        }
    }

    private static float[] initial() {
        float[] vector = new float[265];
        for (int d = 0; d < 265; d++) {
            vector[d] = (float) (0.01 * d - 1);
        }
        return vector;
    }

    /** Offline the rows hold 0, 1, 2 …; streamed ones 1, 2, 3 …, after zeros while warming up. */
    private static List<float[]> rows(int from, int to) {
        List<float[]> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(new float[] {i});
        }
        return rows;
    }

    private static List<float[]> silent(int count) {
        return new ArrayList<>(Collections.nCopies(count, new float[] {0}));
    }

    private static float[] sampled(float[] vector) {
        float[] values = new float[SAMPLED.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector[SAMPLED[i]];
        }
        return values;
    }

    private static void assertSamples(List<float[]> frames, JsonNode samples) {
        samples.forEach(node -> assertThat(sampled(frames.get(node.get("frame").asInt())))
                .as("frame %s", node.get("frame"))
                .containsExactly(Vectors.floats(node.get("values")), within(2e-6f)));
    }

    private static double sum(List<float[]> frames) {
        double sum = 0;
        for (float[] frame : frames) {
            for (float value : frame) {
                sum += value;
            }
        }
        return sum;
    }
}
