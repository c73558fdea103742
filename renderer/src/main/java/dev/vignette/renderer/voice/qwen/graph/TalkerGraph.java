package dev.vignette.renderer.voice.qwen.graph;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.renderer.voice.qwen.graph.DecoderLayers.Heads;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;

/**
 * The talker over a number of rows at once, with a {@linkplain PlacedCache cache of places}.
 *
 * <p>Takes {@code rows} [rows, width], {@code start} [1] (the position of the first row), {@code last} [1] (which row is asked
 * for, if there are several) and {@code cache}; gives {@code logits} [1, vocabulary] and {@code hidden} [1, width] of that row
 * and {@code next_cache}. Rows after the last one are padding: what they leave in the cache is overwritten before it is seen.
 */
final class TalkerGraph {
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
        graph.input("cache", constants.type(), Dimension.all(PlacedCache.sizes(shape, places)));

        PlacedCache cache = new PlacedCache(steps, shape, rows, places, "cache", "start");
        String[] rotary = cache.rotary();
        String mask = cache.mask();
        String x = "rows";
        for (int i = 0; i < shape.layers(); i++) {
            Heads heads = layers.heads(i, x, rows, rotary[0], rotary[1]);
            x = layers.finish(
                    i, x, rows, heads.queries(), cache.keys(i, heads.keys()), cache.values(i, heads.values()), mask);
        }
        graph.rename(cache.next(), "next_cache");
        String wanted = rows == 1 ? x : steps.op("Gather", x, "last");
        String hidden = layers.last(wanted);
        graph.rename(hidden, "hidden");
        graph.rename(steps.wide(steps.product(steps.narrow(hidden), constants.of(Checkpoint.CODEC_HEAD))), "logits");
        graph.output("logits", FLOAT32, Dimension.all(1, config.codecVocabulary()));
        graph.output("hidden", FLOAT32, Dimension.all(1, shape.width()));
        return graph.output("next_cache", constants.type(), Dimension.all(PlacedCache.sizes(shape, places)));
    }
}
