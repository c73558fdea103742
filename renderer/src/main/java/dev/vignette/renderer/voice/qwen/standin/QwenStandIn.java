package dev.vignette.renderer.voice.qwen.standin;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.bpe.ByteAlphabet;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Stand-ins for {@code vignette models standin --model qwen3-tts-0.6b}: the official weights' layout and all eight graphs. */
public final class QwenStandIn implements StandIn {
    @Override
    public String model() {
        return "qwen3-tts-0.6b";
    }

    @Override
    public String description() {
        return "Qwen3-TTS's weights and eight networks layer by layer, drawn by lot: it hums as long as the text is, and says"
                + " nothing";
    }

    @Override
    public void write(Path directory, Size size, long seed) {
        writeLanguageModels(directory, size, seed);
        writeSound(directory, size, seed);
    }

    /** Only what is needed to speak by our own graphs: the weights, the vocabulary and the networks of sound. */
    public static void writeForOurGraphs(Path directory, Size size, long seed) {
        writeCheckpoint(directory, size, seed);
        writeSound(directory, size, seed);
    }

    /** The weights, the vocabulary and the five graphs of the language models. */
    public static void writeLanguageModels(Path directory, Size size, long seed) {
        QwenConfig config = writeCheckpoint(directory, size, seed);
        try (SafeTensors weights = SafeTensors.open(checkpoint(directory).resolve("model.safetensors"))) {
            ElementType type = size == Size.FULL ? ElementType.FLOAT16 : ElementType.FLOAT32;
            new PublishedGraphs(config, weights, type, graphs(directory, size)).writeAll();
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    private static QwenConfig writeCheckpoint(Path directory, Size size, long seed) {
        QwenConfig config = size == Size.FULL ? QwenShapes.FULL : QwenShapes.MINI;
        try {
            Path checkpoint = checkpoint(directory);
            Files.writeString(checkpoint.resolve("config.json"), QwenShapes.json(config));
            Files.writeString(checkpoint.resolve("generation_config.json"), "{\"temperature\": 0.9, \"top_k\": 50}");
            Files.writeString(checkpoint.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"Qwen2Tokenizer\"}");
            writeVocabulary(checkpoint);
            new MadeUpWeights(config, seed).write(checkpoint.resolve("model.safetensors"));
            return config;
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    /** The bytes and nothing else: a text has as many pieces as bytes. */
    private static void writeVocabulary(Path checkpoint) throws IOException {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int b = 0; b < 256; b++) {
            ids.put(Character.toString(ByteAlphabet.of((byte) b)), b);
        }
        Files.writeString(
                checkpoint.resolve("vocab.json"), JsonMapper.builder().build().writeValueAsString(ids));
        Files.writeString(checkpoint.resolve("merges.txt"), "#version: 0.2\n");
    }

    /** The decoder and encoder of sound and the encoder of speakers. */
    private static void writeSound(Path directory, Size size, long seed) {
        try {
            SoundGraphs.write(
                    graphs(directory, size),
                    size == Size.FULL ? QwenShapes.FULL : QwenShapes.MINI,
                    size == Size.FULL ? 1 : 32,
                    seed);
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    private static Path checkpoint(Path directory) throws IOException {
        return Files.createDirectories(directory.resolve("checkpoint"));
    }

    private static Path graphs(Path directory, Size size) throws IOException {
        return Files.createDirectories(directory.resolve("onnx").resolve(size == Size.FULL ? "cpu_fp16" : "cpu_fp32"));
    }

    private static InferenceException failed(Path directory, IOException e) {
        return new InferenceException("The stand-ins cannot be written below " + directory + ": " + e.getMessage(), e);
    }
}
