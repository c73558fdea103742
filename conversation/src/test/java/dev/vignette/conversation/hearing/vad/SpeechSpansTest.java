package dev.vignette.conversation.hearing.vad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.conversation.hearing.Vectors;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SpeechSpansTest {
    static Stream<JsonNode> cases() {
        return StreamSupport.stream(
                Vectors.json("vad_segments.json").get("cases").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheReference(JsonNode golden) {
        JsonNode options = golden.get("options");
        SpeechSpans spans = SpeechSpans.ofMilliseconds(
                (float) options.get("thr").asDouble(),
                options.get("min_speech").asInt(),
                options.get("min_sil").asInt(),
                options.get("pad").asInt(),
                options.has("max_s")
                        ? (int) Math.round(1_000 * options.get("max_s").asDouble())
                        : Integer.MAX_VALUE);
        JsonNode inline = golden.get("probs");
        float[] probabilities = Vectors.floats(
                inline.isNull()
                        ? Vectors.json(golden.get("probs_from").asString()).get("probs")
                        : inline);
        int samples = golden.get("samples").asInt();

        List<Span> raw = spans.raw(probabilities, samples);

        assertThat(raw).isEqualTo(expected(golden.get("raw")));
        assertThat(spans.padded(raw, samples)).isEqualTo(expected(golden.get("padded")));
    }

    @Test
    void anEmptySoundHasNoSpeech() {
        assertThat(SpeechSpans.WINDOWS.find(new float[0], 0)).isEmpty();
    }

    private static List<Span> expected(JsonNode spans) {
        return StreamSupport.stream(spans.spliterator(), false)
                .map(pair -> new Span(pair.get(0).asInt(), pair.get(1).asInt()))
                .toList();
    }
}
