package dev.vignette.conversation.hearing.whisper;

import tools.jackson.databind.JsonNode;

/**
 * The dimensions of a model, from its {@code config.json}; file names are never asked.
 *
 * @param mels mel bands: 80 or 128
 * @param width of the hidden states
 * @param heads of the decoder's attention
 * @param audioPositions one per 20 ms of a window: 1500 in all published models
 * @param textPositions most tokens of one window, prompt included: 448 in all published models
 */
record WhisperConfig(
        int mels, int width, int heads, int decoderLayers, int vocabulary, int audioPositions, int textPositions) {
    /** @throws IllegalArgumentException whose message is the rest of a sentence on what is wrong */
    static WhisperConfig of(JsonNode json) {
        String type = json.path("model_type").asString("");
        if (!type.equals("whisper")) {
            throw new IllegalArgumentException("is of the type \"" + type + "\", not \"whisper\"");
        }
        var config = new WhisperConfig(
                number(json, "num_mel_bins", 512),
                number(json, "d_model", 8_192),
                number(json, "decoder_attention_heads", 256),
                number(json, "decoder_layers", 128),
                number(json, "vocab_size", 1_000_000),
                number(json, "max_source_positions", 1_500),
                number(json, "max_target_positions", 4_096));
        if (config.width % config.heads != 0) {
            throw new IllegalArgumentException(
                    "has a width of " + config.width + " that " + config.heads + " heads cannot share");
        }
        if (config.mels != 80 && config.mels != 128) {
            throw new IllegalArgumentException("wants " + config.mels + " mel bands, and only 80 or 128 are known");
        }
        return config;
    }

    int headSize() {
        return width / heads;
    }

    /** Mel frames of one window: two for each position. */
    int frames() {
        return 2 * audioPositions;
    }

    private static int number(JsonNode json, String key, int most) {
        int value = json.path(key).asInt(0);
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    json.has(key) ? "has " + key + " = " + json.get(key) + ", not 1…" + most : "has no " + key);
        }
        return value;
    }
}
