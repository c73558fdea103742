package dev.vignette.renderer.face.ditto.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.renderer.face.ditto.Vectors;
import dev.vignette.renderer.face.ditto.source.MotionRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class RetargetVectorsTest {
    private static MotionRecord record(JsonNode node) {
        float[] kp = node.has("kp") ? Vectors.floats(node.get("kp")) : new float[63];
        return new MotionRecord(
                Vectors.floats(node.get("scale"))[0],
                Vectors.floats(node.get("pitch")),
                Vectors.floats(node.get("yaw")),
                Vectors.floats(node.get("roll")),
                Vectors.floats(node.get("t")),
                Vectors.floats(node.get("exp")),
                kp);
    }

    @Test
    void anglesTurnRowVectors() {
        Vectors.read("rotation").get("cases").forEach(node -> {
            double[] r = KeyPoints.rotation(
                    node.get("pitch").asDouble(),
                    node.get("yaw").asDouble(),
                    node.get("roll").asDouble());
            float[] expected = Vectors.floats(node.get("R"));
            for (int i = 0; i < 9; i++) {
                assertThat(r[i]).as("number %s of %s", i, node).isCloseTo(expected[i], within(1e-6));
            }
        });
    }

    @Test
    void motionIsPutOnTheSource() {
        JsonNode vectors = Vectors.read("motion_stitch");
        JsonNode inputs = vectors.get("inputs");
        MotionRecord source = record(inputs.get("source"));
        MotionRecord first = record(inputs.get("d0"));
        MotionRecord driving = record(inputs.get("driving"));
        assertThat(KeyPoints.of(source)).containsExactly(Vectors.floats(vectors.get("x_s")), within(1e-5f));
        float[][] blinks = new float[15][63];
        blinks[7] = Vectors.floats(vectors.get("blink_row_7"));
        vectors.get("cases").properties().forEach(entry -> {
            JsonNode node = entry.getValue();
            boolean film = entry.getKey().startsWith("video");
            Gains gains = Gains.plain(film ? Item.OF_FILM : Item.OF_PICTURE);
            if (node.has("ratio")) {
                gains = gains.scaled((float) node.get("ratio").asDouble());
            }
            var settings = new Retarget.Settings(gains, true, !film, node.has("blink_row") ? blinks : null, Fade.NONE);
            float[] points = new Retarget(settings, source, first)
                    .keyPoints(7, source, driving, node.path("blink_row").asInt(0), controls(node));
            assertThat(points).as(entry.getKey()).containsExactly(Vectors.floats(node.get("x_d")), within(1e-5f));
        });
    }

    private static Controls controls(JsonNode node) {
        JsonNode given = node.has("ctrl") ? node.get("ctrl") : node;
        float speech = (float) given.path("vad_alpha").asDouble(1);
        Controls.Angles turn = given.has("delta_pitch")
                ? new Controls.Angles((float) given.get("delta_pitch").asDouble(), Float.NaN, Float.NaN)
                : null;
        Controls.Angles gain = given.has("alpha_yaw")
                ? new Controls.Angles(Float.NaN, (float) given.get("alpha_yaw").asDouble(), Float.NaN)
                : null;
        return new Controls(speech, turn, gain, null);
    }

    @Test
    void aFilmThatMeasuresAgainstItsFirstFrameBeginsWithTheSource() {
        JsonNode inputs = Vectors.read("motion_stitch").get("inputs");
        MotionRecord source = record(inputs.get("source"));
        MotionRecord driving = record(inputs.get("driving"));
        var settings = new Retarget.Settings(Gains.plain(Item.OF_PICTURE), true, true, null, Fade.NONE);
        var retarget = new Retarget(settings, source, null);
        assertThat(retarget.keyPoints(0, source, driving, 0, Controls.NONE))
                .containsExactly(KeyPoints.of(source), within(1e-6f));
    }

    @Test
    void blinksComeAfterTheirGaps() {
        Vectors.read("blink_schedule").get("cases").forEach(node -> {
            List<Integer> gaps = Arrays.stream(Vectors.ints(wrapped(node.get("open_n"))))
                    .boxed()
                    .toList();
            int[] rows = BlinkSchedule.of(node.get("N").asInt(), gaps).rows();
            assertThat(rows).hasSize(node.get("N").asInt());
            assertThat(Arrays.stream(rows).filter(row -> row != 0).count())
                    .isEqualTo(node.get("nonzero").asInt());
            int[] starts =
                    IntStream.range(1, rows.length).filter(i -> rows[i] == 1).toArray();
            assertThat(starts).containsExactly(Vectors.ints(node.get("starts")));
        });
    }

    private static JsonNode wrapped(JsonNode node) {
        return JsonNodeFactory.instance.arrayNode().add(node);
    }

    @Test
    void irregularBlinksDrawTheEndMarginSecond() {
        int[] drawn = {60, 70, 80, 90};
        int[] next = {0};
        BlinkSchedule blinks = BlinkSchedule.random(260, () -> drawn[next[0]++]);
        assertThat(blinks.row(61)).isEqualTo(1);
        assertThat(blinks.row(60 + 15 + 80 + 14)).isEqualTo(14);
        assertThat(next[0]).isEqualTo(4);
        assertThat(BlinkSchedule.never().row(500)).isZero();
    }

    @Test
    void fadesRiseAndFall() {
        var fade = new Fade(5, 8, 30, Fade.Target.SOURCE, Set.of(Item.EXP));
        JsonNode expected = Vectors.read("fade").get("alpha");
        for (int i = 0; i < 30; i++) {
            double share = expected.path(String.valueOf(i)).asDouble(1);
            assertThat(fade.share(i)).as("frame %s", i).isCloseTo((float) share, within(1e-6f));
        }
    }

    @Test
    void aFadedFrameIsTheSource() {
        JsonNode inputs = Vectors.read("motion_stitch").get("inputs");
        MotionRecord source = record(inputs.get("source"));
        Set<Item> all = Set.of(Item.values());
        var settings = new Retarget.Settings(
                Gains.plain(Item.OF_PICTURE), true, false, null, new Fade(5, -1, -1, Fade.Target.SOURCE, all));
        var retarget = new Retarget(settings, source, record(inputs.get("d0")));
        float[] points = retarget.keyPoints(0, source, record(inputs.get("driving")), 0, Controls.NONE);
        assertThat(points).containsExactly(KeyPoints.of(source), within(1e-6f));
    }
}
