package dev.vignette.renderer.face.ditto.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.face.ditto.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From windows of motion to frames: fused, smoothed, continued, counted. */
class SequenceVectorsTest {
    private static final int[] SAMPLED = {0, 1, 100, 201, 202, 264};

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
        for (int overlap : new int[] {70, 75, 60, 40, 10}) {
            for (int owed : new int[] {1, 4, 5, 9, 10, 11, 19, 20, 21, 39, 40, 41, 63, 70, 79, 80, 81, 100, 119, 165}) {
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
