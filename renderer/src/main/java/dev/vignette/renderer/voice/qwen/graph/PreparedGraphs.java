package dev.vignette.renderer.voice.qwen.graph;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.graph.WeightsFile;
import dev.vignette.inference.models.DerivedFiles;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;

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
            new DerivedFiles(graphs.directory)
                    .make(mark, graphs.files(), draft -> graphs.in(draft).make(config, weights));
            return graphs;
        } catch (IOException e) {
            throw new InferenceException(
                    "The graphs of Qwen3-TTS cannot be written below " + cache + ": " + e.getMessage()
                            + ". Make room or correct its rights.",
                    e);
        }
    }

    /** The same in another directory. */
    private PreparedGraphs in(Path other) {
        return new PreparedGraphs(other, places, rows, type);
    }

    private List<Path> files() {
        return List.of(talkerPrompt(), talkerStep(), predictor(), predictorStep(), text());
    }

    private void make(QwenConfig config, SafeTensors weights) {
        boolean standIn = "true".equals(weights.metadata().get(Network.STAND_IN));
        try (WeightsFile file = WeightsFile.create(directory.resolve("talker.data"))) {
            Constants constants = new Constants(weights, file, type);
            write(TalkerGraph.of(config, constants, rows, places), standIn, talkerPrompt());
            write(TalkerGraph.of(config, constants, 1, places), standIn, talkerStep());
        }
        try (WeightsFile file = WeightsFile.create(directory.resolve("predictor.data"))) {
            Constants constants = new Constants(weights, file, type);
            write(PredictorGraph.of(config, constants), standIn, predictor());
            write(PredictorStepGraph.of(config, constants), standIn, predictorStep());
        }
        try (WeightsFile file = WeightsFile.create(directory.resolve("text.data"))) {
            write(TextGraph.of(config, new Constants(weights, file, type), rows), standIn, text());
        }
    }

    private static void write(GraphBuilder graph, boolean standIn, Path file) {
        if (standIn) {
            graph.standIn();
        }
        new OnnxFile(graph.model()).write(file);
    }
}
