package dev.vignette.renderer.voice.qwen.standin;

import dev.vignette.renderer.voice.qwen.model.CodecTokens;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.model.TextTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The shapes that stand-ins are made in, and their {@code config.json}. Tokens are the published ones. Stateless. */
final class QwenShapes {
    private static final Map<String, Integer> LANGUAGES = Map.of(
            "english", 2050,
            "german", 2053,
            "spanish", 2054,
            "chinese", 2055,
            "japanese", 2058,
            "french", 2061,
            "korean", 2064,
            "russian", 2069,
            "italian", 2070,
            "portuguese", 2071);

    /** Qwen3-TTS-12Hz-0.6B-Base. */
    static final QwenConfig FULL = of(
            new DecoderShape(1024, 28, 16, 8, 128, 3072, 1e6, 1e-6),
            new DecoderShape(1024, 5, 16, 8, 128, 3072, 1e6, 1e-6),
            2048);
    /** The same layers, fewer and narrow. */
    static final QwenConfig MINI =
            of(new DecoderShape(32, 2, 4, 2, 8, 48, 1e6, 1e-6), new DecoderShape(32, 1, 4, 2, 8, 32, 1e6, 1e-6), 16);

    private QwenShapes() {}

    private static QwenConfig of(DecoderShape talker, DecoderShape predictor, int textWidth) {
        return new QwenConfig(
                talker,
                predictor,
                textWidth,
                151_936,
                3072,
                16,
                2048,
                new TextTokens(151_644, 77_091, 198, 151_671, 151_672, 151_673),
                new CodecTokens(2048, 2148, 2149, 2150, 2154, 2155, 2156, 2157, LANGUAGES));
    }

    static String json(QwenConfig config) {
        Map<String, Object> talker = layers(config.talker());
        talker.put("code_predictor_config", predictor(config));
        talker.put("vocab_size", config.codecVocabulary());
        talker.put("num_code_groups", config.codebooks());
        talker.put("text_hidden_size", config.textWidth());
        talker.put("text_vocab_size", config.textVocabulary());
        talker.put("rope_scaling", Map.of("interleaved", true, "mrope_section", List.of(24, 20, 20)));
        CodecTokens codec = config.codec();
        talker.put("codec_pad_id", codec.pad());
        talker.put("codec_bos_id", codec.begin());
        talker.put("codec_eos_token_id", codec.end());
        talker.put("codec_think_id", codec.think());
        talker.put("codec_nothink_id", codec.noThink());
        talker.put("codec_think_bos_id", codec.thinkBegin());
        talker.put("codec_think_eos_id", codec.thinkEnd());
        talker.put("codec_language_id", codec.languages());
        TextTokens text = config.text();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("architectures", List.of("Qwen3TTSForConditionalGeneration"));
        all.put("vignette.standin", "true");
        all.put("im_start_token_id", text.start());
        all.put("assistant_token_id", text.assistant());
        all.put("tts_pad_token_id", text.pad());
        all.put("tts_bos_token_id", text.begin());
        all.put("tts_eos_token_id", text.end());
        all.put("talker_config", talker);
        return JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(all);
    }

    private static Map<String, Object> predictor(QwenConfig config) {
        Map<String, Object> predictor = layers(config.predictor());
        predictor.put("vocab_size", config.codebookSize());
        return predictor;
    }

    private static Map<String, Object> layers(DecoderShape shape) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hidden_size", shape.width());
        json.put("num_hidden_layers", shape.layers());
        json.put("num_attention_heads", shape.heads());
        json.put("num_key_value_heads", shape.keyValueHeads());
        json.put("head_dim", shape.headSize());
        json.put("intermediate_size", shape.inner());
        json.put("rope_theta", shape.theta());
        json.put("rms_norm_eps", shape.epsilon());
        return json;
    }
}
