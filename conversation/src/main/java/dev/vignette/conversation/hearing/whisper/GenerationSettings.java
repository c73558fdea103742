package dev.vignette.conversation.hearing.whisper;

import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a model's {@code generation_config.json} says about decoding; the file may be absent.
 *
 * @param multilingual whether prompts name language and task
 * @param suppressed ids never to be written; null if it does not say
 * @param suppressedFirst ids not to be written first; null if it does not say
 */
@SuppressWarnings("ArrayRecordComponent") // Settings that nobody compares.
record GenerationSettings(boolean multilingual, int @Nullable [] suppressed, int @Nullable [] suppressedFirst) {
    /** The smallest published vocabulary with several languages. */
    private static final int MULTILINGUAL = 51_865;

    static GenerationSettings read(ModelFiles files, SpecialTokens special) {
        JsonNode json = files.json("generation_config.json").orElseGet(() -> files.requiredJson("config.json"));
        require(files, json, "decoder_start_token_id", special.startOfTranscript());
        require(files, json, "eos_token_id", special.endOfText());
        require(files, json, "no_timestamps_token_id", special.noTimestamps());
        require(files, json.path("task_to_id"), "transcribe", special.transcribe());
        require(files, json.path("task_to_id"), "translate", special.translate());
        json.path("lang_to_id").properties().forEach(entry -> {
            String code = entry.getKey().replaceAll("[<|>]", "");
            special.languages().forEach((language, id) -> {
                if (language.code().equals(code)) {
                    require(files, json.path("lang_to_id"), entry.getKey(), id);
                }
            });
        });
        boolean several = json.has("lang_to_id") || special.vocabularySize() >= MULTILINGUAL;
        return new GenerationSettings(
                json.path("is_multilingual").asBoolean(several),
                ids(json.path("suppress_tokens")),
                ids(json.path("begin_suppress_tokens")));
    }

    private static void require(ModelFiles files, JsonNode json, String key, int expected) {
        JsonNode value = json.path(key);
        if (value.isNumber() && value.asInt() != expected) {
            throw files.unusable(
                    "its settings have " + key + " at " + value.asInt() + " and its vocabulary at " + expected
                            + ", so they belong to different models",
                    null);
        }
    }

    private static int @Nullable [] ids(JsonNode array) {
        if (!array.isArray()) {
            return null;
        }
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(id -> id.asInt(-1))
                .toArray();
    }
}
