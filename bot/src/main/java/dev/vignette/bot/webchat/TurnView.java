package dev.vignette.bot.webchat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A turn as the page shows it. Parts that are not there yet are left out: a reply appears when its text has been delivered,
 * a clip when it has, a notice when the person has been told why something is missing.
 *
 * @param state in lower case, as in {@link dev.vignette.bot.turn.TurnState}
 * @param text as written by the person, or as heard; left out while a voice note has not been heard
 * @param queue only while the film waits or is being made
 * @param moments when each thing happened, by name: {@code received}, {@code heard}, {@code replied}, {@code
 *     text_delivered}, {@code render_started}, {@code rendered}, {@code ended}
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record TurnView(
        String id,
        String state,
        String avatar,
        @Nullable String text,
        @Nullable String language,
        @Nullable VoiceNoteView voiceNote,
        @Nullable ReplyView reply,
        @Nullable QueueView queue,
        @Nullable ClipView clip,
        @Nullable ReasonView reason,
        Map<String, Instant> moments) {

    /** A recording the person sent; {@code url} plays it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record VoiceNoteView(String url, String mediaType, long bytes) {}

    /** The reply; {@code provider} says honestly who wrote it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ReplyView(String text, String spoken, String language, String provider) {}

    /**
     * @param position 1 is next, 0 is being made
     * @param expectedSeconds until it is ready; null as long as nothing has been measured here
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record QueueView(int position, @Nullable Double expectedSeconds) {}

    /**
     * @param label that says it was made by AI, in the language of the reply
     * @param timingsMs what each stage took; empty if the clip was in the library
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ClipView(
            String id,
            String url,
            double durationSeconds,
            boolean cached,
            String label,
            Map<String, String> engines,
            Map<String, Long> timingsMs) {}

    /**
     * Why the turn ended early.
     *
     * @param code stable, as in {@link dev.vignette.bot.turn.Reason#code()}
     * @param sentence in the person's language
     * @param detail for operators, in English
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ReasonView(String code, String sentence, String detail) {}
}
