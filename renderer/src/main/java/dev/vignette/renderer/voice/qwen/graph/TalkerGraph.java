package dev.vignette.renderer.voice.qwen.graph;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.renderer.voice.qwen.graph.DecoderLayers.Heads;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.util.Arrays;

/**
 * The talker over a number of rows at once, with a cache of places.
 *
 * <p>Takes {@code rows} [rows, width], {@code start} [1] (the position of the first row), {@code last} [1] (which row is asked
 * for, if there are several) and {@code cache} [2·layers, heads of keys, places, head size] (keys and values of each layer in turn); gives
 * {@code logits} [1, vocabulary] and {@code hidden} [1, width] of that row and {@code next_cache}. Rows after the last one
 * are padding: what they leave in the cache is overwritten before it is seen.
 */
final class TalkerGraph {
    /** Drowns any score and is no infinity, of which a difference would be no number. */
    private static final float HIDDEN = -1e9f;

    private TalkerGraph() {}

    static GraphBuilder of(QwenConfig config, Constants constants, int rows, int places) {
        DecoderShape shape = config.talker();
        GraphBuilder graph = GraphBuilder.named("qwen3-tts talker");
        Steps steps = new Steps(graph, constants);
        DecoderLayers layers = new DecoderLayers(steps, shape, Checkpoint.TALKER);
        graph.input("rows", FLOAT32, Dimension.all(rows, shape.width()));
        graph.input("start", INT64, Dimension.all(1));
        if (rows > 1) {
            graph.input("last", INT64, Dimension.all(1));
        }
        long[] cacheShape = {2L * shape.layers(), shape.keyValueHeads(), places, shape.headSize()};
        graph.input("cache", constants.type(), Dimension.all(cacheShape));

        String positions = rows == 1 ? "start" : steps.op("Add", "start", steps.ints(upTo(rows)));
        RotaryTable table = RotaryTable.of(shape, 0, places + rows);
        String cosines = positioned(steps, table.cosines(), positions, rows, places + rows, shape.headSize());
        String sines = positioned(steps, table.sines(), positions, rows, places + rows, shape.headSize());
        String mask = mask(steps, shape.group(), rows, places);
        long[] each = new long[2 * shape.layers()];
        Arrays.fill(each, 1);
        String[] past = steps.split("cache", 0, each);
        String[] now = new String[past.length];
        String x = "rows";
        for (int i = 0; i < shape.layers(); i++) {
            Heads heads = layers.heads(i, x, rows, cosines, sines);
            now[2 * i] = heads.keys();
            now[2 * i + 1] = heads.values();
            x = layers.finish(
                    i,
                    x,
                    rows,
                    heads.queries(),
                    longer(steps, shape, past[2 * i], heads.keys(), places),
                    longer(steps, shape, past[2 * i + 1], heads.values(), places),
                    mask);
        }
        graph.rename(nextCache(steps, shape, now, positions, rows, places), "next_cache");
        String wanted = rows == 1 ? x : steps.op("Gather", x, "last");
        String hidden = layers.last(wanted);
        graph.rename(hidden, "hidden");
        graph.rename(steps.wide(steps.product(steps.narrow(hidden), constants.of(Checkpoint.CODEC_HEAD))), "logits");
        graph.output("logits", FLOAT32, Dimension.all(1, config.codecVocabulary()));
        graph.output("hidden", FLOAT32, Dimension.all(1, shape.width()));
        return graph.output("next_cache", constants.type(), Dimension.all(cacheShape));
    }

    private static long[] upTo(int count) {
        long[] values = new long[count];
        Arrays.setAll(values, i -> i);
        return values;
    }

    private static String positioned(
            Steps steps, float[] table, String positions, int rows, int positionsThere, int size) {
        String chosen = steps.op("Gather", steps.floats(table, positionsThere, size), positions);
        return steps.reshape(chosen, rows, 1, size);
    }

    private static String longer(Steps steps, DecoderShape shape, String past, String now, int places) {
        return steps.concat(1, steps.reshape(past, shape.keyValueHeads(), places, shape.headSize()), now);
    }

    /** Of the cache, what lies before the first row is seen; of the rows, those up to one's own. */
    private static String mask(Steps steps, int group, int rows, int places) {
        String free = steps.op("GreaterOrEqual", steps.ints(upTo(places)), "start");
        String old = steps.op("Where", free, steps.scalar(HIDDEN), steps.scalar(0));
        String all = steps.op("Expand", steps.reshape(old, 1, places), steps.ints((long) group * rows, places));
        String own = steps.floats(DecoderLayers.causal(group, rows, HIDDEN), (long) group * rows, rows);
        return steps.concat(1, all, own);
    }

    private static String nextCache(
            Steps steps, DecoderShape shape, String[] now, String positions, int rows, int places) {
        long[] one = {1, shape.keyValueHeads(), rows, shape.headSize()};
        String[] each = new String[now.length];
        Arrays.setAll(each, i -> steps.reshape(now[i], one));
        String fresh = steps.concat(0, each);
        String place = steps.reshape(steps.ints(upTo(places)), places, 1);
        // [places, rows]: true where a row goes to a place.
        String goes = steps.op("Equal", place, steps.reshape(positions, 1, rows));
        if (rows == 1) {
            return steps.op("Where", steps.reshape(goes, 1, 1, places, 1), fresh, "cache");
        }
        String put = steps.op("MatMul", steps.narrow(steps.cast(goes, TensorProto.DataType.FLOAT)), fresh);
        String notBefore = steps.op("GreaterOrEqual", place, "start");
        String notAfter = steps.op("Less", place, steps.op("Add", "start", steps.ints(rows)));
        String taken = steps.reshape(steps.op("And", notBefore, notAfter), 1, 1, places, 1);
        return steps.op("Where", taken, put, "cache");
    }
}
