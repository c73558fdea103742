package dev.vignette.inference.calibration;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.graph.Convolution;
import dev.vignette.inference.graph.EightBit;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which convolutions of a network are computed with eight bits, and what that costs.
 *
 * @param ranges by {@link Convolution#output}, those that are: see {@link GraphSurgery#quantize}
 * @param decibels peak signal-to-noise ratio of the examples' results against exact ones, all of them together
 * @param share of the network's products that are computed with eight bits, 0–1
 * @param losses of all that were tried, the least costly for its products first
 */
public record Quantization(EightBit type, Map<String, Float> ranges, double decibels, double share, List<Loss> losses) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Quantization {
        ranges = Map.copyOf(ranges);
        losses = List.copyOf(losses);
    }

    /** The same choice in a network with the same values, such as one for more items, or a part of it: what it does not have is passed over. */
    public OnnxFile apply(OnnxFile network) {
        Map<String, Float> there = new HashMap<>(ranges);
        there.keySet()
                .retainAll(GraphSurgery.convolutions(network).stream()
                        .map(Convolution::output)
                        .collect(Collectors.toSet()));
        OnnxFile raised = !there.isEmpty() && network.opset() < type.opset()
                ? GraphSurgery.raiseOpset(network, type.opset())
                : network;
        return GraphSurgery.quantize(raised, there, type);
    }

    /**
     * Reads what was {@link #write written}.
     *
     * @throws InferenceException if it is something else
     */
    public static Quantization read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), Quantization.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new InferenceException(
                    "The file " + file + " is damaged. Delete it; the choice is made again then.", e);
        }
    }

    /** Writes it as JSON, as a whole or not at all. */
    public void write(Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
