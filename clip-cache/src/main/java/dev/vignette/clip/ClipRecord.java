package dev.vignette.clip;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code clip.json} says beside a film. Read with suspicion: any field may be missing or wrong. */
record ClipRecord(
        int scheme,
        @Nullable String id,
        long bytes,
        @Nullable String sha256,
        long durationMillis,
        @Nullable String language,
        @Nullable String avatar,
        @Nullable String speaker,
        @Nullable Map<String, String> engines,
        @Nullable String created) {

    private static final int SCHEME = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** The text in a store's directory cannot be what this program wrote there. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }

        Broken(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static byte[] write(Clip clip) {
        return JSON.writeValueAsBytes(new ClipRecord(
                SCHEME,
                clip.id().value(),
                clip.bytes(),
                clip.sha256(),
                clip.facts().duration().toMillis(),
                clip.facts().language(),
                clip.facts().avatar(),
                clip.facts().speaker(),
                clip.facts().engines(),
                clip.created().toString()));
    }

    static Clip read(byte[] json) throws Broken {
        try {
            ClipRecord record = JSON.readValue(json, ClipRecord.class);
            if (record.scheme != SCHEME
                    || record.id == null
                    || record.sha256 == null
                    || record.language == null
                    || record.engines == null
                    || record.created == null
                    || record.bytes <= 0) {
                throw new Broken("The clip's record is incomplete.");
            }
            return new Clip(
                    new ClipId(record.id),
                    new ClipFacts(
                            Duration.ofMillis(record.durationMillis),
                            record.language,
                            record.avatar,
                            record.speaker,
                            record.engines),
                    record.bytes,
                    record.sha256,
                    Instant.parse(record.created));
        } catch (JacksonException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            throw new Broken("The clip's record cannot be read.", e);
        }
    }
}
