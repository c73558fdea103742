package dev.vignette.bot.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/generate}, as it came. Names are written out where they differ, because the
 * documentation does not know of Spring's naming strategy.
 */
@Schema(description = "What should be said, and by whom.")
record GenerateBody(
        @Schema(
                description = "What is said: 1 to 5,000 characters, no control characters but line breaks and tabs.",
                example = "Hello, I am glad that you are here.",
                requiredMode = RequiredMode.REQUIRED)
        @Nullable
        String text,

        @Schema(description = "Language of the text: en, zh or es. Detected when left out or \"auto\".", example = "en")
        @Nullable
        String language,

        @Schema(description = "Who speaks: an id from GET /api/v1/avatars. Left out, one who fits the language.")
        @Nullable
        String avatar,

        @Schema(
                description = "Instead of an avatar: a portrait as base64 or data: URL (JPEG, PNG or WebP; one face,"
                        + " upright). Sending it declares that the person seen is you or has agreed.")
        @JsonProperty("reference_image")
        @Nullable
        String referenceImage,

        @Schema(
                description =
                        "Instead of an avatar: up to five seconds of film as base64 or data: URL (MP4, MOV or WebM),"
                                + " shown forwards and backwards while the mouth speaks. Needs Ditto. Sending it declares that the"
                                + " person seen is you or has agreed.")
        @JsonProperty("reference_video")
        @Nullable
        String referenceVideo,

        @Schema(
                description = "A few seconds of a voice to come near to, as base64 or data: URL. Sending it declares"
                        + " that the person heard is you or has agreed.")
        @JsonProperty("voice_sample")
        @Nullable
        String voiceSample,

        @Schema(
                description = "square: 512 × 512; portrait: 512 × 682.",
                allowableValues = {"square", "portrait"},
                defaultValue = "square")
        @Nullable
        String format,

        @Schema(
                description = "Longest film in seconds, 1 to 300. Of a longer text, whole sentences are left out at"
                        + " the end; spoken_text says what remains.",
                defaultValue = "60",
                example = "30")
        @JsonProperty("max_seconds")
        @Nullable
        Double maxSeconds,

        @Schema(
                description =
                        "What the face shows beyond the speech. What the face that shows it cannot do is refused.")
        @Nullable
        DirectionBody direction) {}
