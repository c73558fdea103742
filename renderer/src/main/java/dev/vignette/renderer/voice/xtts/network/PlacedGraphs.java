package dev.vignette.renderer.voice.xtts.network;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.graph.WeightsFile;
import dev.vignette.inference.models.DerivedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;

/**
 * The {@linkplain PlacedGptGraph graphs with places} of one converted model in one precision, made once and kept: half as much disk
 * as the converted transformer in half precision.
 *
 * @param directory where they lie, their weights beside them
 * @param rows that a prompt is taken in at a time
 * @param places of the cache: latents, text and speech together
 * @param type of weights and cache
 */
record PlacedGraphs(Path directory, int rows, int places, ElementType type) {
    /** Vectors of a sentence with the person's: most prompts are taken in one go. */
    static final int ROWS = 128;

    /** What products are quick in multiples of. */
    private static final int EVEN = 64;

    /** Changes with the graphs, so that older ones are made anew. */
    private static final String VERSION = "1";

    Path prompt() {
        return directory.resolve("transformer_prompt.onnx");
    }

    Path step() {
        return directory.resolve("transformer_step.onnx");
    }

    /**
     * Gives those that are there, or makes them: some seconds. Only one thread and one process should do so at a time; another
     * that does so too makes the same files.
     *
     * @param converted directory of the converted model
     * @param cache a directory for them
     * @throws InferenceException if the converted files are damaged, or the disk is full
     */
    static PlacedGraphs of(
            Path converted, XttsMetadata metadata, Embeddings embeddings, Path cache, ElementType type, int rows) {
        int most = metadata.latents()
                + embeddings.longestText()
                + embeddings.audioPositions().rows();
        int places = Math.ceilDiv(most, EVEN) * EVEN;
        PlacedGraphs graphs =
                new PlacedGraphs(cache.resolve("xtts-" + type.name().toLowerCase(Locale.ROOT)), rows, places, type);
        try {
            Path model = XttsFile.GPT.in(converted);
            BasicFileAttributes file = Files.readAttributes(model, BasicFileAttributes.class);
            String mark = VERSION + " " + metadata.source() + " " + rows + " " + places + " " + file.size() + " "
                    + file.lastModifiedTime();
            new DerivedFiles(graphs.directory)
                    .make(
                            mark,
                            List.of(graphs.prompt(), graphs.step()),
                            draft -> graphs.in(draft).make(model, metadata, embeddings.codes()));
            return graphs;
        } catch (IOException e) {
            throw new InferenceException(
                    "The graphs of XTTS-v2 cannot be written below " + cache + ": " + e.getMessage()
                            + ". Make room or correct its rights.",
                    e);
        }
    }

    /** The same in another directory. */
    private PlacedGraphs in(Path other) {
        return new PlacedGraphs(other, rows, places, type);
    }

    private void make(Path model, XttsMetadata metadata, int codes) throws IOException {
        try (WeightsFile file = WeightsFile.create(directory.resolve("transformer.data"));
                GptWeights weights = new GptWeights(model, file, type)) {
            write(weights, shape(metadata, codes, rows), prompt());
            write(weights, shape(metadata, codes, 1), step());
        }
    }

    private PlacedGptGraph.Shape shape(XttsMetadata metadata, int codes, int count) {
        return new PlacedGptGraph.Shape(metadata.layers(), metadata.heads(), metadata.width(), codes, count, places);
    }

    private static void write(GptWeights weights, PlacedGptGraph.Shape shape, Path file) {
        GraphBuilder graph = PlacedGptGraph.of(weights, shape);
        new OnnxFile((weights.standIn() ? graph.standIn() : graph).model()).write(file);
    }
}
