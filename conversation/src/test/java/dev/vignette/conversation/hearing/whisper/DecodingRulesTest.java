package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.conversation.hearing.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The golden vectors of what may be decoded, how texts are judged, and where windows are cut. */
class DecodingRulesTest {
    private static final SpecialTokens V3 = SpecialTokensTest.published("multilingual_100");

    static Stream<JsonNode> histories() {
        return stream(Vectors.json("timestamp_rules.json").get("cases"));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void timestampsFollowTheirRules(JsonNode golden) {
        int[] sampled = Vectors.ints(golden.get("sampled"));
        float[] logits = new float[V3.vocabularySize()];
        TimestampRules.of(V3).forbid(logits, sampled, sampled.length);

        List<List<Integer>> allowed = new ArrayList<>();
        for (int id = 0; id < logits.length; id++) {
            if (logits[id] == 0) {
                if (!allowed.isEmpty() && allowed.getLast().get(1) == id - 1) {
                    allowed.set(allowed.size() - 1, List.of(allowed.getLast().getFirst(), id));
                } else {
                    allowed.add(List.of(id, id));
                }
            }
        }
        assertThat(allowed)
                .isEqualTo(stream(golden.get("allowed"))
                        .map(range -> List.of(range.get(0).asInt(), range.get(1).asInt()))
                        .toList());
    }

    static Stream<JsonNode> masses() {
        return stream(Vectors.json("timestamp_mass_rule.json").get("cases"));
    }

    @ParameterizedTest
    @MethodSource("masses")
    void timestampsWinByTheirMass(JsonNode golden) {
        float[] logits = Vectors.floats(golden.get("logits"));
        double all = LogProbabilities.logSumExp(logits, 0, 8);
        assertThat(LogProbabilities.logSumExp(logits, 4, 8) - all)
                .isCloseTo(golden.get("timestamp_logprob").asDouble(), within(1e-6));
        assertThat(logits[LogProbabilities.best(logits)] - all)
                .isCloseTo(golden.get("max_text_logprob").asDouble(), within(1e-6));

        new TimestampRules(4, 3, 4, 50).preferTimestamps(logits);

        assertThat(logits[0] == Float.NEGATIVE_INFINITY)
                .isEqualTo(golden.get("mask_text").asBoolean());
    }

    static Stream<JsonNode> texts() {
        return stream(Vectors.json("compression_ratio.json"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void repetitionShowsInTheCompression(JsonNode golden) {
        String text = golden.get("text").asString();
        assertThat(text.getBytes(StandardCharsets.UTF_8))
                .hasSize(golden.get("utf8_bytes").asInt());
        // Other builds of zlib differ by a byte or two.
        assertThat(CompressionRatio.of(text)).isCloseTo(golden.get("ratio").asDouble(), within(0.2));
        assertThat(CompressionRatio.of(text) > 2.4)
                .isEqualTo(golden.get("too_repetitive_at_2.4").asBoolean());
    }

    static Stream<JsonNode> windows() {
        return stream(Vectors.json("segment_slicing.json").get("cases"));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void windowsAreCutAtPairsOfTimestamps(JsonNode golden) {
        SegmentSlicer.Cut cut = new SegmentSlicer(V3)
                .cut(
                        Vectors.ints(golden.get("tokens")),
                        golden.get("seek").asInt(),
                        golden.get("window_frames").asInt());
        assertThat(cut.next()).isEqualTo(golden.get("next_seek").asInt());
        assertThat(cut.slices()).hasSize(golden.get("segments").size());
        for (int i = 0; i < cut.slices().size(); i++) {
            JsonNode segment = golden.get("segments").get(i);
            assertThat(cut.slices().get(i).start())
                    .isCloseTo(segment.get("start").asDouble(), within(1e-9));
            assertThat(cut.slices().get(i).end()).isCloseTo(segment.get("end").asDouble(), within(1e-9));
            assertThat(cut.slices().get(i).tokens()).containsExactly(Vectors.ints(segment.get("tokens")));
        }
    }

    @Test
    void aWindowThatEndsWhereItBeganIsLeftBehind() {
        int zero = V3.firstTimestamp();
        assertThat(new SegmentSlicer(V3)
                        .cut(new int[] {zero, zero, 11}, 500, 3_000)
                        .next())
                .isEqualTo(3_500);
    }

    @Test
    void warpingAndMedianAgreeWithTheReference() {
        JsonNode golden = Vectors.json("dtw_median.json");
        double[][] cost = stream(golden.get("cost")).map(Vectors::doubles).toArray(double[][]::new);
        List<TimeWarping.Step> path = TimeWarping.path(cost);
        assertThat(path)
                .isEqualTo(stream(golden.get("path_text_time"))
                        .map(step -> new TimeWarping.Step(
                                step.get(0).asInt(), step.get(1).asInt()))
                        .toList());
        assertThat(path.stream()
                        .mapToDouble(step -> cost[step.row()][step.column()])
                        .sum())
                .isCloseTo(golden.get("total").asDouble(), within(1e-9));
        assertThat(new MedianFilter(golden.get("median_width").asInt())
                        .over(Vectors.doubles(golden.get("median_input"))))
                .containsExactly(Vectors.doubles(golden.get("median_output")));
    }

    @Test
    void samplingFollowsTheProbabilities() {
        float[] logits = {0, (float) Math.log(3), Float.NEGATIVE_INFINITY, (float) Math.log(4)};
        int[] drawn = new int[4];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 8_000; i++) {
            drawn[LogProbabilities.sample(logits, 1, random)]++;
        }
        assertThat(drawn[0]).isBetween(900, 1_100);
        assertThat(drawn[1]).isBetween(2_800, 3_200);
        assertThat(drawn[2]).isZero();
        // A lower temperature sharpens: with 1/2 the weights are squared, 1 : 9 : 16.
        int first = 0;
        for (int i = 0; i < 8_000; i++) {
            first += LogProbabilities.sample(logits, 0.5, random) == 0 ? 1 : 0;
        }
        assertThat(first).isBetween(240, 400);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
