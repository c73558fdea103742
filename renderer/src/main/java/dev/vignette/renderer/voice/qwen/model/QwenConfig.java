package dev.vignette.renderer.voice.qwen.model;

import dev.vignette.inference.InferenceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code config.json} of a Qwen3-TTS at 12.5 frames a second.
 *
 * @param talker the layers that say codebook 0
 * @param predictor the layers that say the other codebooks of a frame
 * @param textWidth of a row of the table of text, before it is brought to the talker's width
 * @param textVocabulary rows of the table of text
 * @param codecVocabulary rows of the talker's table of codes, other tokens included
 * @param codebooks of a frame: 16
 * @param codebookSize entries of a codebook: 2048
 */
public record QwenConfig(
        DecoderShape talker,
        DecoderShape predictor,
        int textWidth,
        int textVocabulary,
        int codecVocabulary,
        int codebooks,
        int codebookSize,
        TextTokens text,
        CodecTokens codec) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 1 << 20;

    public QwenConfig {
        if (codec.codes() > codecVocabulary || codec.codes() != codebookSize || codebooks < 2) {
            throw new IllegalArgumentException("has codebooks that do not fit together: " + codebooks + " of "
                    + codebookSize + " in a vocabulary of " + codecVocabulary);
        }
    }

    /** @throws InferenceException if the file is missing or of another model; it says what is wrong */
    public static QwenConfig read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InferenceException(
                    "There is no file " + file + ". Get it with \"vignette models pull qwen3-tts-0.6b\".");
        }
        try {
            return of(JSON.readTree(file));
        } catch (JacksonException e) {
            throw new InferenceException("The file " + file + " cannot be read. Pull the model again.", e);
        } catch (IllegalArgumentException e) {
            throw new InferenceException(
                    "The file " + file + " " + e.getMessage() + ". It belongs to another model; pull this one again.",
                    e);
        }
    }

    static QwenConfig of(JsonNode json) {
        JsonNode talker = json.path("talker_config");
        JsonNode predictor = talker.path("code_predictor_config");
        Map<String, Integer> languages = new HashMap<>();
        talker.path("codec_language_id")
                .properties()
                .forEach(entry -> languages.put(entry.getKey(), entry.getValue().asInt(-1)));
        return new QwenConfig(
                shape(talker),
                shape(predictor),
                size(talker, "text_hidden_size"),
                size(talker, "text_vocab_size"),
                size(talker, "vocab_size"),
                size(talker, "num_code_groups"),
                size(predictor, "vocab_size"),
                new TextTokens(
                        size(json, "im_start_token_id"),
                        json.path("assistant_token_id").asInt(77_091),
                        198,
                        size(json, "tts_pad_token_id"),
                        size(json, "tts_bos_token_id"),
                        size(json, "tts_eos_token_id")),
                new CodecTokens(
                        size(predictor, "vocab_size"),
                        size(talker, "codec_pad_id"),
                        size(talker, "codec_bos_id"),
                        size(talker, "codec_eos_token_id"),
                        size(talker, "codec_think_id"),
                        size(talker, "codec_nothink_id"),
                        size(talker, "codec_think_bos_id"),
                        size(talker, "codec_think_eos_id"),
                        languages));
    }

    private static DecoderShape shape(JsonNode json) {
        DecoderShape shape = new DecoderShape(
                size(json, "hidden_size"),
                size(json, "num_hidden_layers"),
                size(json, "num_attention_heads"),
                size(json, "num_key_value_heads"),
                size(json, "head_dim"),
                size(json, "intermediate_size"),
                json.path("rope_theta").asDouble(1e6),
                json.path("rms_norm_eps").asDouble(1e-6));
        if (shape.heads() % shape.keyValueHeads() != 0 || shape.headSize() % 2 != 0) {
            throw new IllegalArgumentException("has heads that do not fit together: " + shape);
        }
        return shape;
    }

    private static int size(JsonNode json, String name) {
        int size = json.path(name).asInt(-1);
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("has no usable \"" + name + "\"");
        }
        return size;
    }
}
