package dev.vignette.renderer.voice.moss.standin;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.models.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** MOSS-TTS-Nano's stand-ins for {@code vignette models standin --model moss-tts-nano}. */
public final class MossStandIn implements StandIn {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Override
    public String model() {
        return "moss-tts-nano";
    }

    @Override
    public String description() {
        return "MOSS-TTS-Nano's networks layer by layer with weights drawn by lot: hums at the true cost, says no words";
    }

    @Override
    public void write(Path directory, Size size, long seed) {
        MossShape shape = size == Size.FULL ? MossShape.FULL : MossShape.MINI;
        try {
            Path language = Files.createDirectories(directory.resolve(StandInSettings.LANGUAGE_FOLDER));
            Path codec = Files.createDirectories(directory.resolve(StandInSettings.CODEC_FOLDER));
            try (SharedWeights weights = new SharedWeights(language.resolve("moss_tts_global_shared.data"), seed)) {
                write(
                        language.resolve("moss_tts_prefill.onnx"),
                        LanguageGraphs.prefill(shape, weights, StandInSettings.templateRows()));
                write(language.resolve("moss_tts_decode_step.onnx"), LanguageGraphs.decodeStep(shape, weights));
            }
            try (SharedWeights weights = new SharedWeights(language.resolve("moss_tts_local_shared.data"), seed + 1)) {
                write(
                        language.resolve("moss_tts_local_fixed_sampled_frame.onnx"),
                        LocalGraphs.sampledFrame(shape, weights));
                write(language.resolve("moss_tts_local_cached_step.onnx"), LocalGraphs.cachedStep(shape, weights));
                write(language.resolve("moss_tts_local_decoder.onnx"), LocalGraphs.decoder(shape, weights));
            }
            try (SharedWeights weights =
                    new SharedWeights(codec.resolve("moss_audio_tokenizer_decode_shared.data"), seed + 2)) {
                write(codec.resolve("moss_audio_tokenizer_decode_full.onnx"), CodecGraphs.decodeFull(shape, weights));
                write(codec.resolve("moss_audio_tokenizer_decode_step.onnx"), CodecGraphs.decodeStep(shape, weights));
            }
            try (SharedWeights weights =
                    new SharedWeights(codec.resolve("moss_audio_tokenizer_encode.data"), seed + 3)) {
                write(codec.resolve("moss_audio_tokenizer_encode.onnx"), CodecGraphs.encode(shape, weights));
            }
            json(language.resolve("browser_poc_manifest.json"), StandInSettings.manifest(shape));
            json(language.resolve("tts_browser_onnx_meta.json"), StandInSettings.language(shape));
            json(codec.resolve("codec_browser_onnx_meta.json"), StandInSettings.codec(shape));
            Files.write(language.resolve("tokenizer.model"), StandInTokenizer.write(shape.vocabulary()));
        } catch (IOException e) {
            throw new InferenceException(
                    "The stand-ins cannot be written below " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, GraphBuilder graph) {
        new OnnxFile(graph.model()).write(file);
    }

    private static void json(Path file, Map<String, Object> content) {
        JSON.writeValue(file, content);
    }
}
