package dev.vignette.conversation.hearing.whisper;

import dev.vignette.conversation.hearing.HearingException;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A model opened and found to be in one piece: settings, vocabulary and networks belong together.
 *
 * @param name such as {@code whisper-base}; a stand-in is named as one
 */
record WhisperModel(
        String name,
        WhisperConfig config,
        Vocabulary vocabulary,
        Suppression suppression,
        boolean multilingual,
        AudioEncoder encoder,
        TextDecoder decoder)
        implements AutoCloseable {

    /** The encoder gains little from fewer bits and loses accuracy; the decoder reads all of its weights for each token. */
    private static final List<String> ENCODERS =
            List.of("", "_quantized", "_int8", "_uint8", "_fp16", "_q4", "_q4f16", "_bnb4");

    private static final List<String> DECODERS =
            List.of("_quantized", "_int8", "_uint8", "", "_q4", "_fp16", "_q4f16", "_bnb4");
    /** Dynamically quantised operators run on the processor, one by one, when the rest is on a GPU. */
    private static final List<String> ON_GPU = List.of("_fp16", "", "_q4f16", "_q4");

    /** @throws HearingException that names the file and what is wrong with it */
    static WhisperModel open(Engine engine, Path directory) {
        ModelFiles files = new ModelFiles(directory);
        JsonNode json = files.requiredJson("config.json");
        WhisperConfig config;
        try {
            config = WhisperConfig.of(json);
        } catch (IllegalArgumentException e) {
            throw files.unusable("config.json " + e.getMessage(), e);
        }
        Vocabulary vocabulary = Vocabulary.read(files, config.vocabulary());
        GenerationSettings settings = GenerationSettings.read(files, vocabulary.special());
        Suppression suppression = Suppression.of(
                vocabulary.special(), vocabulary.tokenizer(), settings.suppressed(), settings.suppressedFirst());
        try {
            AudioEncoder encoder = openEncoder(engine, files, config);
            try {
                TextDecoder decoder = openDecoder(engine, files, config);
                boolean standIn = encoder.standIn() || decoder.standIn();
                return new WhisperModel(
                        (standIn ? "stand-in " : "") + name(json, directory),
                        config,
                        vocabulary,
                        suppression,
                        settings.multilingual(),
                        encoder,
                        decoder);
            } catch (RuntimeException e) {
                encoder.close();
                throw e;
            }
        } catch (InferenceException e) {
            throw new HearingException(HearingException.Reason.UNUSABLE_MODEL, e.getMessage(), e);
        }
    }

    private static AudioEncoder openEncoder(Engine engine, ModelFiles files, WhisperConfig config) {
        Path file = files.network("encoder_model", onProcessor(engine) ? ENCODERS : ON_GPU)
                .orElseThrow(() -> files.unusable("onnx/encoder_model.onnx is missing", null));
        return AudioEncoder.open(engine, file, config);
    }

    private static TextDecoder openDecoder(Engine engine, ModelFiles files, WhisperConfig config) {
        List<String> suffixes = onProcessor(engine) ? DECODERS : ON_GPU;
        Optional<Path> merged = files.network("decoder_model_merged", suffixes);
        if (merged.isPresent()) {
            return TextDecoder.merged(engine, merged.get(), config);
        }
        Optional<Path> first = files.network("decoder_model", suffixes);
        Optional<Path> later = files.network("decoder_with_past_model", suffixes);
        if (first.isEmpty() || later.isEmpty()) {
            throw files.unusable(
                    "onnx/decoder_model_merged.onnx is missing, and there is no pair of decoder_model.onnx and"
                            + " decoder_with_past_model.onnx in its stead",
                    null);
        }
        return TextDecoder.pair(engine, first.get(), later.get(), config);
    }

    private static boolean onProcessor(Engine engine) {
        return engine.name().endsWith("cpu");
    }

    /** The last part of where it was published. */
    private static String name(JsonNode json, Path directory) {
        String published = json.path("_name_or_path").asString("");
        String name = published.substring(published.lastIndexOf('/') + 1);
        return name.isBlank()
                ? String.valueOf(directory.toAbsolutePath().normalize().getFileName())
                : name;
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
