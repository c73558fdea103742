package dev.vignette.renderer.face.ditto.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.direction.Emotion;
import dev.vignette.renderer.face.ditto.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From sound to what the motion network is told: windows, features, conditions. */
class ConditionVectorsTest {
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
            assertThat(EmotionCondition.at(places)).containsExactly(Vectors.floats(entry.getValue()), within(1e-7f));
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
}
