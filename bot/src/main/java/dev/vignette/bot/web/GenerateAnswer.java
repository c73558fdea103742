package dev.vignette.bot.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vignette.bot.generate.ClipAnswer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** The answer of {@code POST /api/v1/generate}. */
@Schema(
        description =
                "A finished clip. Its picture carries a visible \"AI\" mark, its file says which engines made it.")
record GenerateAnswer(
        @Schema(description = "Names the clip.", example = "etcvtg4gcp5gzquvmfknjhmtv6")
        String id,

        @Schema(description = "Where the MP4 is.", example = "/api/v1/videos/etcvtg4gcp5gzquvmfknjhmtv6.mp4")
        String url,

        @Schema(example = "2.84") @JsonProperty("duration_seconds")
        double durationSeconds,

        @Schema(example = "en") String language,

        @Schema(description = "Whether the clip was there already.")
        boolean cached,

        @Schema(
                description = "What made it, by role, with versions.",
                example = "{\"voice\": \"espeak/1.51\", \"face\": \"sketch/1\"}")
        Map<String, String> engines,

        @Schema(
                description = "Milliseconds: total, and the stages of a new film, which overlap.",
                example = "{\"total\": 412.0, \"voice\": 60.1, \"face\": 210.4, \"film\": 120.9}")
        @JsonProperty("timings_ms")
        Map<String, Double> timingsMs,

        @Schema(description = "What is said in it.", example = "Hello, I am glad that you are here.")
        @JsonProperty("spoken_text")
        String spokenText,

        @Schema(description = "Whether something was left out to keep to max_seconds.")
        boolean shortened,

        @Schema(
                description = "What to know about a new clip: in the picture, say, were several faces.",
                example = "[\"The picture shows 3 faces; the largest one speaks.\"]")
        List<String> remarks) {

    static GenerateAnswer of(ClipAnswer answer) {
        String id = answer.clip().id().value();
        return new GenerateAnswer(
                id,
                "/api/v1/videos/" + id + ".mp4",
                answer.clip().facts().duration().toMillis() / 1000.0,
                answer.clip().facts().language(),
                answer.cached(),
                answer.clip().facts().engines(),
                answer.timings(),
                answer.spokenText(),
                answer.shortened(),
                answer.remarks());
    }
}
