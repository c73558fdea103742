package dev.vignette.renderer.voice.xtts.network;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.graph.WeightsFile;
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

    private static final String MARK = "made-of";

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
            if (!graphs.madeOf(mark)) {
                graphs.make(model, metadata, embeddings.codes(), mark);
            }
            return graphs;
        } catch (IOException e) {
            throw new InferenceException(
                    "The graphs of XTTS-v2 cannot be written below " + cache + ": " + e.getMessage()
                            + ". Make room or correct its rights.",
                    e);
        }
    }

    private boolean madeOf(String mark) throws IOException {
        Path file = directory.resolve(MARK);
        return Files.isRegularFile(file)
                && Files.readString(file).equals(mark)
                && Files.isRegularFile(prompt())
                && Files.isRegularFile(step());
    }

    private void make(Path model, XttsMetadata metadata, int codes, String mark) throws IOException {
        Path parent = Objects.requireNonNull(directory.toAbsolutePath().getParent(), "not the root");
        Files.createDirectories(parent);
        Path draft = Files.createTempDirectory(parent, "draft");
        try {
            PlacedGraphs made = new PlacedGraphs(draft, rows, places, type);
            try (WeightsFile file = WeightsFile.create(draft.resolve("transformer.data"));
                    GptWeights weights = new GptWeights(model, file, type)) {
                write(weights, made.shape(metadata, codes, rows), made.prompt());
                write(weights, made.shape(metadata, codes, 1), made.step());
            }
            Files.writeString(draft.resolve(MARK), mark, StandardCharsets.UTF_8);
            remove(directory);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(draft);
        }
    }

    private PlacedGptGraph.Shape shape(XttsMetadata metadata, int codes, int count) {
        return new PlacedGptGraph.Shape(metadata.layers(), metadata.heads(), metadata.width(), codes, count, places);
    }

    private static void write(GptWeights weights, PlacedGptGraph.Shape shape, Path file) {
        GraphBuilder graph = PlacedGptGraph.of(weights, shape);
        new OnnxFile((weights.standIn() ? graph.standIn() : graph).model()).write(file);
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
