package dev.vignette.renderer.voice.moss.standin;

import static dev.vignette.renderer.voice.moss.standin.MossShape.CODEBOOKS;
import static dev.vignette.renderer.voice.moss.standin.MossShape.CODES;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The three JSON files, with the fields of the published ones. */
final class StandInSettings {
    static final String LANGUAGE_FOLDER = "MOSS-TTS-Nano-100M-ONNX";
    static final String CODEC_FOLDER = "MOSS-Audio-Tokenizer-Nano-ONNX";
    /** As long as the published templates; made-up ids. */
    private static final List<Integer> PREFIX =
            IntStream.range(300, 311).boxed().toList();

    private static final List<Integer> AFTER_REFERENCE =
            IntStream.range(320, 376).boxed().toList();
    private static final List<Integer> ASSISTANT =
            IntStream.range(400, 405).boxed().toList();

    private StandInSettings() {}

    /** Rows of a prompt that are neither text nor reference. */
    static int templateRows() {
        return PREFIX.size() + AFTER_REFERENCE.size() + ASSISTANT.size() + 3;
    }

    static Map<String, Object> manifest(MossShape shape) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format_version", 1);
        manifest.put(
                "model_files",
                Map.of(
                        "tts_meta", "tts_browser_onnx_meta.json",
                        "codec_meta", "../" + CODEC_FOLDER + "/codec_browser_onnx_meta.json",
                        "tokenizer_model", "tokenizer.model"));
        Map<String, Object> config = new LinkedHashMap<>(tokens());
        config.put("n_vq", CODEBOOKS);
        config.put("audio_codebook_sizes", Collections.nCopies(CODEBOOKS, CODES));
        config.put("vocab_size", shape.vocabulary());
        manifest.put("tts_config", config);
        manifest.put(
                "prompt_templates",
                Map.of(
                        "user_prompt_prefix_token_ids", PREFIX,
                        "user_prompt_after_reference_token_ids", AFTER_REFERENCE,
                        "assistant_prompt_prefix_token_ids", ASSISTANT));
        manifest.put("generation_defaults", Map.of("max_new_frames", 375, "do_sample", true, "sample_mode", "fixed"));
        manifest.put("builtin_voices", List.of());
        return manifest;
    }

    private static Map<String, Object> tokens() {
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("audio_pad_token_id", CODES);
        tokens.put("pad_token_id", 3);
        tokens.put("im_start_token_id", 4);
        tokens.put("im_end_token_id", 5);
        tokens.put("audio_start_token_id", 6);
        tokens.put("audio_end_token_id", 7);
        tokens.put("audio_user_slot_token_id", 8);
        tokens.put("audio_assistant_slot_token_id", 9);
        return tokens;
    }

    static Map<String, Object> language(MossShape shape) {
        Map<String, Object> config = new LinkedHashMap<>(tokens());
        config.put("n_vq", CODEBOOKS);
        config.put("row_width", CODEBOOKS + 1);
        config.put("hidden_size", shape.width());
        config.put("global_layers", shape.layers());
        config.put("global_heads", shape.heads());
        config.put("head_dim", shape.headSize());
        config.put("local_layers", 1);
        config.put("local_heads", shape.heads());
        config.put("local_head_dim", shape.headSize());
        config.put("vocab_size", shape.vocabulary());
        config.put("audio_codebook_sizes", Collections.nCopies(CODEBOOKS, CODES));
        List<String> outputs = new ArrayList<>(List.of("global_hidden"));
        List<String> inputs = new ArrayList<>(List.of("input_ids", "past_valid_lengths"));
        for (int i = 0; i < shape.layers(); i++) {
            outputs.addAll(List.of("present_key_" + i, "present_value_" + i));
            inputs.addAll(List.of("past_key_" + i, "past_value_" + i));
        }
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("format_version", 1);
        meta.put(
                "files",
                Map.of(
                        "prefill", "moss_tts_prefill.onnx",
                        "decode_step", "moss_tts_decode_step.onnx",
                        "local_decoder", "moss_tts_local_decoder.onnx",
                        "local_cached_step", "moss_tts_local_cached_step.onnx",
                        "local_fixed_sampled_frame", "moss_tts_local_fixed_sampled_frame.onnx"));
        meta.put("model_config", config);
        meta.put(
                "onnx",
                Map.of(
                        "opset", 17,
                        "prefill_output_names", outputs,
                        "decode_input_names", inputs,
                        "decode_output_names", outputs,
                        "fixed_sampled_frame_constants",
                                Map.of(
                                        "audio_temperature", LocalGraphs.TEMPERATURE,
                                        "audio_top_k", LocalGraphs.TOP_K,
                                        "audio_top_p", LocalGraphs.TOP_P,
                                        "audio_repetition_penalty", LocalGraphs.PENALTY)));
        return meta;
    }

    static Map<String, Object> codec(MossShape shape) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("format_version", 1);
        meta.put(
                "files",
                Map.of(
                        "encode", "moss_audio_tokenizer_encode.onnx",
                        "decode_full", "moss_audio_tokenizer_decode_full.onnx",
                        "decode_step", "moss_audio_tokenizer_decode_step.onnx"));
        meta.put(
                "codec_config",
                Map.of(
                        "sample_rate",
                        48_000,
                        "channels",
                        2,
                        "downsample_rate",
                        MossShape.FRAME,
                        "num_quantizers",
                        CODEBOOKS));
        List<Map<String, Object>> offsets = new ArrayList<>();
        for (int i = 0; i < CodecGraphs.STACKS; i++) {
            offsets.add(Map.of(
                    "input_name", "transformer_offset_" + i,
                    "output_name", "transformer_offset_out_" + i,
                    "shape", List.of(1)));
        }
        List<Map<String, Object>> caches = new ArrayList<>();
        for (int i = 0; i < CodecGraphs.STACKS * shape.codecLayers(); i++) {
            Map<String, Object> cache = new LinkedHashMap<>();
            for (String part : List.of("offset", "cached_keys", "cached_values", "cached_positions")) {
                cache.put(part + "_input_name", "attn_" + part + "_" + i);
                cache.put(part + "_output_name", "attn_" + part + "_out_" + i);
            }
            cache.put("offset_shape", List.of(1));
            cache.put("cache_shape", List.of(1, shape.codecHeads(), shape.context(), shape.codecHeadSize()));
            cache.put("positions_shape", List.of(1, shape.context()));
            caches.add(cache);
        }
        meta.put("streaming_decode", Map.of("transformer_offsets", offsets, "attention_caches", caches));
        return meta;
    }
}
