package dev.vignette.inference.standin.whisper;

import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes directories laid out like a published model, with networks of the exact architecture and seeded weights. A published
 * size hears nonsense at the true speed; {@link #reciting} says one sentence, whatever it is given to hear.
 */
public final class StandInWhisper {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int[] NO_SCRIPT = {};

    /** How the decoder is laid out in files. */
    public enum Decoder {
        /** One file with both branches. */
        MERGED,
        /** The same with weights of eight bits: {@code decoder_model_merged_quantized.onnx}. */
        MERGED_QUANTISED,
        /** One file for the first step and one for later steps. */
        PAIR
    }

    private final WhisperShape shape;
    private final StandInVocabulary vocabulary;
    private final String name;
    private final int[] script;

    private StandInWhisper(WhisperShape shape, StandInVocabulary vocabulary, String name, int[] script) {
        this.shape = shape;
        this.vocabulary = vocabulary;
        this.name = name;
        this.script = script;
    }

    /** A published size. */
    public static StandInWhisper of(WhisperShape.Published size) {
        return new StandInWhisper(
                size.shape(), StandInVocabulary.published(size.shape().vocabulary()), size.modelName(), NO_SCRIPT);
    }

    /** Any dimensions, with the published vocabulary of that many tokens (51864, 51865 or 51866). */
    public static StandInWhisper shaped(WhisperShape shape) {
        return new StandInWhisper(shape, StandInVocabulary.published(shape.vocabulary()), "whisper-shaped", NO_SCRIPT);
    }

    /** Two layers of width 64 over windows of six seconds, with random weights. */
    public static StandInWhisper small() {
        StandInVocabulary vocabulary = StandInVocabulary.small(List.of(), List.of("en", "zh", "de", "es"));
        return new StandInWhisper(smallShape(vocabulary), vocabulary, "whisper-small-random", NO_SCRIPT);
    }

    /**
     * A small one that takes all speech for {@code language} and writes these words; each begins with its space.
     *
     * @param language one of en, zh, de, es
     */
    public static StandInWhisper reciting(String language, List<String> words) {
        List<String> tokens = new ArrayList<>(List.of("<|notimestamps|>"));
        tokens.addAll(words);
        return writing(language, words, tokens);
    }

    /**
     * A small one that writes these words with the times that stand among them, such as {@code <|2.40|>}, in every window of
     * six seconds.
     *
     * @param language one of en, zh, de, es
     */
    public static StandInWhisper recitingInTime(String language, List<String> tokens) {
        return writing(
                language,
                tokens.stream().filter(token -> !token.startsWith("<|")).toList(),
                tokens);
    }

    private static StandInWhisper writing(String language, List<String> words, List<String> tokens) {
        StandInVocabulary vocabulary = StandInVocabulary.small(words, List.of("en", "zh", "de", "es"));
        List<Integer> script = new ArrayList<>();
        // What follows the start, the language and the task.
        script.add(vocabulary.id("<|" + language + "|>"));
        script.add(vocabulary.id("<|transcribe|>"));
        tokens.forEach(token -> script.add(vocabulary.id(token)));
        script.add(vocabulary.id("<|endoftext|>"));
        return new StandInWhisper(
                smallShape(vocabulary),
                vocabulary,
                "whisper-reciting",
                script.stream().mapToInt(Integer::intValue).toArray());
    }

    private static WhisperShape smallShape(StandInVocabulary vocabulary) {
        return new WhisperShape(80, 64, 1, 2, 2, vocabulary.size(), 300, 448);
    }

    public WhisperShape shape() {
        return shape;
    }

    /**
     * Writes all files, replacing what is there.
     *
     * @param seed of the weights
     */
    public void write(Path directory, Decoder decoder, long seed) {
        try {
            Path onnx = Files.createDirectories(directory.resolve("onnx"));
            graph(onnx.resolve("encoder_model.onnx"), seed, weights -> EncoderGraph.of(shape, weights));
            switch (decoder) {
                case MERGED ->
                    graph(
                            onnx.resolve("decoder_model_merged.onnx"),
                            seed,
                            weights -> DecoderGraph.merged(shape, weights, false, script));
                case MERGED_QUANTISED ->
                    graph(
                            onnx.resolve("decoder_model_merged_quantized.onnx"),
                            seed,
                            weights -> DecoderGraph.merged(shape, weights, true, NO_SCRIPT));
                case PAIR -> {
                    graph(
                            onnx.resolve("decoder_model.onnx"),
                            seed,
                            weights -> DecoderGraph.first(shape, weights, script));
                    graph(
                            onnx.resolve("decoder_with_past_model.onnx"),
                            seed,
                            weights -> DecoderGraph.later(shape, weights, script));
                }
            }
            settings(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in cannot be written to " + directory, e);
        }
    }

    private interface Drawing {
        GraphBuilder with(Weights weights);
    }

    private static void graph(Path file, long seed, Drawing drawing) throws IOException {
        try (Weights weights = new Weights(file, seed)) {
            new OnnxFile(drawing.with(weights).model()).write(file);
        }
    }

    private void settings(Path directory) throws IOException {
        json(directory, "config.json", config());
        json(directory, "generation_config.json", generation());
        json(directory, "added_tokens.json", vocabulary.special());
        json(directory, "vocab.json", vocabulary.text());
        json(directory, "tokenizer.json", tokenizer());
        Files.writeString(
                directory.resolve("merges.txt"),
                vocabulary.merges().stream()
                        .map(pair -> String.join(" ", pair))
                        .collect(Collectors.joining("\n", "#version: 0.2\n", "\n")));
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("_name_or_path", "stand-in/" + name);
        config.put("model_type", "whisper");
        config.put("num_mel_bins", shape.mels());
        config.put("d_model", shape.width());
        config.put("encoder_layers", shape.encoderLayers());
        config.put("encoder_attention_heads", shape.heads());
        config.put("decoder_layers", shape.decoderLayers());
        config.put("decoder_attention_heads", shape.heads());
        config.put("vocab_size", shape.vocabulary());
        config.put("max_source_positions", shape.audioPositions());
        config.put("max_target_positions", shape.textPositions());
        return config;
    }

    private Map<String, Object> generation() {
        Map<String, Object> generation = new LinkedHashMap<>();
        generation.put("decoder_start_token_id", vocabulary.id("<|startoftranscript|>"));
        generation.put("eos_token_id", vocabulary.id("<|endoftext|>"));
        generation.put("no_timestamps_token_id", vocabulary.id("<|notimestamps|>"));
        generation.put("is_multilingual", true);
        Map<String, Integer> languages = new LinkedHashMap<>();
        vocabulary.special().forEach((token, id) -> {
            if (token.matches("<\\|[a-z]{2,3}\\|>")) {
                languages.put(token, id);
            }
        });
        generation.put("lang_to_id", languages);
        generation.put(
                "task_to_id",
                Map.of("transcribe", vocabulary.id("<|transcribe|>"), "translate", vocabulary.id("<|translate|>")));
        generation.put("suppress_tokens", List.of());
        return generation;
    }

    private Map<String, Object> tokenizer() {
        List<Map<String, Object>> added = new ArrayList<>();
        vocabulary.special().forEach((token, id) -> added.add(Map.of("id", id, "content", token, "special", true)));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("vocab", vocabulary.text());
        model.put("merges", vocabulary.merges());
        return Map.of("version", "1.0", "added_tokens", added, "model", model);
    }

    private static void json(Path directory, String file, Object content) {
        JSON.writeValue(directory.resolve(file), content);
    }
}
