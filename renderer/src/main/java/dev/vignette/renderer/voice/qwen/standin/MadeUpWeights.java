package dev.vignette.renderer.voice.qwen.standin;

import dev.vignette.inference.Network;
import dev.vignette.inference.weights.SafeTensorsWriter;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * A checkpoint drawn by lot, except for what makes sentences end. Every row of the talker's input carries a mark in its
 * first number: positive for a piece of text, negative for a frame of sound. The first layer averages the marks of all rows so
 * far into the second number, which nothing else touches, and the end is said as soon as it turns negative: after a number of
 * frames that goes with the length of the text.
 */
final class MadeUpWeights {
    private static final double MARK = 1;
    /** Frames for each piece of text; a piece is a byte or a frequent word. */
    private static final double FRAMES_PER_PIECE = 0.9;
    /** How sure the end is: the average moves by about a hundredth of a mark with each frame. */
    private static final double SURE = 800;

    private static final int MARKED = 0;
    private static final int AVERAGE = 1;
    private static final int FIRST_SPECIAL = 151_643;

    private final QwenConfig config;
    private final Map<String, long[]> shapes;
    private final long seed;

    MadeUpWeights(QwenConfig config, long seed) {
        this.config = config;
        this.seed = seed;
        shapes = Checkpoint.shapes(config);
    }

    void write(Path file) {
        SafeTensorsWriter.write(file, Map.of("format", "pt", Network.STAND_IN, "true"), shapes, this::numbers);
    }

    private interface Fixed {
        /** NaN where the lot decides. */
        double at(int row, int column);
    }

    private DoubleSupplier numbers(String name) {
        long[] shape = Objects.requireNonNull(shapes.get(name));
        if (shape.length == 1) {
            // Without weights on its queries the first layer looks at all rows alike.
            boolean blind = name.equals(Checkpoint.layer(Checkpoint.TALKER, 0) + ".self_attn.q_norm.weight");
            double value = name.endsWith(".bias") || blind ? 0 : 1;
            return () -> value;
        }
        Lot lot = new Lot(31 * seed + name.hashCode());
        double spread = spread(name, shape);
        Fixed fixedNumbers = fixed(name);
        int columns = (int) shape[1];
        int[] next = {0};
        return () -> {
            int i = next[0]++;
            double random = spread * lot.next();
            double given = fixedNumbers.at(i / columns, i % columns);
            return Double.isNaN(given) ? random : given;
        };
    }

    private double spread(String name, long[] shape) {
        if (name.contains("codec_embedding") || name.equals(Checkpoint.TEXT_TABLE)) {
            return name.startsWith(Checkpoint.PREDICTOR) ? 0.25 : 1;
        }
        double gain = name.endsWith("o_proj.weight") || name.endsWith("down_proj.weight") ? 0.5 : 1;
        return gain / Math.sqrt((double) shape[1]);
    }

    private Fixed fixed(String name) {
        String first = Checkpoint.layer(Checkpoint.TALKER, 0) + ".self_attn.";
        if (name.equals(Checkpoint.TEXT_TABLE)) {
            return (row, column) -> column != 0 ? Double.NaN : row < FIRST_SPECIAL ? 4 : 0;
        }
        if (name.equals(Checkpoint.TEXT_PROJECTION + "1.weight")) {
            return (row, column) -> row != 0 ? Double.NaN : column == 0 ? 1 : 0;
        }
        if (name.equals(Checkpoint.TEXT_PROJECTION + "2.weight")) {
            return (row, column) -> row > AVERAGE ? Double.NaN : row == MARKED && column == 0 ? MARK / 4 : 0;
        }
        if (name.equals(Checkpoint.CODEC_TABLE)) {
            return (row, column) -> column > AVERAGE
                    ? Double.NaN
                    : column == MARKED && row < config.codebookSize() ? -MARK / FRAMES_PER_PIECE : 0;
        }
        if (name.startsWith(Checkpoint.PREDICTOR + ".codec_embedding")) {
            return (row, column) -> column > AVERAGE ? Double.NaN : 0;
        }
        if (name.equals(first + "v_proj.weight")) {
            return (row, column) -> row != 0 ? Double.NaN : column == MARKED ? 1 : 0;
        }
        if (name.equals(first + "o_proj.weight")) {
            return (row, column) -> row != AVERAGE ? Double.NaN : column == 0 ? 1 : 0;
        }
        if (name.startsWith(Checkpoint.TALKER)
                && (name.endsWith("o_proj.weight") || name.endsWith("down_proj.weight"))) {
            return (row, column) -> row != AVERAGE ? Double.NaN : 0;
        }
        if (name.equals(Checkpoint.CODEC_HEAD)) {
            return (row, column) ->
                    column != AVERAGE ? Double.NaN : row == config.codec().end() ? -SURE : 0;
        }
        return (row, column) -> Double.NaN;
    }
}
