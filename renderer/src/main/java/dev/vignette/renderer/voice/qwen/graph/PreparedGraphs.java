package dev.vignette.renderer.voice.qwen.graph;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.graph.WeightsFile;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;

/**
 * Our graphs of one checkpoint in one precision, made once and kept.
 *
 * @param directory where they lie, the weights beside them
 * @param places of the talker's cache: rows of the prompt and frames together
 * @param rows that a prompt is taken in at a time
 * @param type of the weights, keys and values
 */
public record PreparedGraphs(Path directory, int places, int rows, ElementType type) {
    /** Changes with the graphs, so that older ones are made anew. */
    private static final String VERSION = "2";

    private static final String MARK = "made-of";

    public Path talkerPrompt() {
        return directory.resolve("talker_prompt.onnx");
    }

    public Path talkerStep() {
        return directory.resolve("talker_step.onnx");
    }

    public Path predictor() {
        return directory.resolve("predictor.onnx");
    }

    public Path predictorStep() {
        return directory.resolve("predictor_step.onnx");
    }

    public Path text() {
        return directory.resolve("text.onnx");
    }

    /** Whether they are there and made of this checkpoint. */
    private boolean madeOf(String mark) throws IOException {
        Path file = directory.resolve(MARK);
        return Files.isRegularFile(file)
                && Files.readString(file).equals(mark)
                && Files.isRegularFile(talkerPrompt())
                && Files.isRegularFile(talkerStep())
                && Files.isRegularFile(predictor())
                && Files.isRegularFile(predictorStep())
                && Files.isRegularFile(text());
    }

    /**
     * Gives those that are there, or makes them: some seconds and as much disk as the weights take. Only one thread and one
     * process should do so at a time; another that does so too makes the same files.
     *
     * @param checkpoint the official {@code model.safetensors}
     * @param cache a directory for them
     * @throws InferenceException if the checkpoint is damaged or does not belong to {@code config}, or the disk is full
     */
    public static PreparedGraphs of(
            QwenConfig config, Path checkpoint, Path cache, ElementType type, int places, int rows) {
        PreparedGraphs graphs = new PreparedGraphs(
                cache.resolve("qwen3-tts-" + type.name().toLowerCase(Locale.ROOT) + "-" + places), places, rows, type);
        try (SafeTensors weights = SafeTensors.open(checkpoint)) {
            Checkpoint.require(weights, config);
            BasicFileAttributes file = Files.readAttributes(checkpoint, BasicFileAttributes.class);
            // What it says of languages is in no graph, and in no order.
            String mark = VERSION + " " + config.talker() + " " + config.predictor() + " " + config.textWidth() + " "
                    + rows + " " + file.size() + " " + file.lastModifiedTime();
            if (!graphs.madeOf(mark)) {
                graphs.make(config, weights, mark);
            }
            return graphs;
        } catch (IOException e) {
            throw new InferenceException(
                    "The graphs of Qwen3-TTS cannot be written below " + cache + ": " + e.getMessage()
                            + ". Make room or correct its rights.",
                    e);
        }
    }

    private void make(QwenConfig config, SafeTensors weights, String mark) throws IOException {
        Files.createDirectories(cache());
        Path draft = Files.createTempDirectory(cache(), "draft");
        try {
            PreparedGraphs made = new PreparedGraphs(draft, places, rows, type);
            boolean standIn = "true".equals(weights.metadata().get(Network.STAND_IN));
            try (WeightsFile file = WeightsFile.create(draft.resolve("talker.data"))) {
                Constants constants = new Constants(weights, file, type);
                write(TalkerGraph.of(config, constants, rows, places), standIn, made.talkerPrompt());
                write(TalkerGraph.of(config, constants, 1, places), standIn, made.talkerStep());
            }
            try (WeightsFile file = WeightsFile.create(draft.resolve("predictor.data"))) {
                Constants constants = new Constants(weights, file, type);
                write(PredictorGraph.of(config, constants), standIn, made.predictor());
                write(PredictorStepGraph.of(config, constants), standIn, made.predictorStep());
            }
            try (WeightsFile file = WeightsFile.create(draft.resolve("text.data"))) {
                write(TextGraph.of(config, new Constants(weights, file, type), rows), standIn, made.text());
            }
            Files.writeString(draft.resolve(MARK), mark, StandardCharsets.UTF_8);
            remove(directory);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(draft);
        }
    }

    private Path cache() {
        return Objects.requireNonNull(directory.toAbsolutePath().getParent(), "not the root");
    }

    private static void write(GraphBuilder graph, boolean standIn, Path file) {
        if (standIn) {
            graph.standIn();
        }
        new OnnxFile(graph.model()).write(file);
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
