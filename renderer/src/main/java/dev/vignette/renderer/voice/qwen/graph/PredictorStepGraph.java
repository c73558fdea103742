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
 * One position of the code predictor, the same file for all sixteen: for engines that copy weights for every node that uses
 * them, and that record a chain of runs as one. {@link PredictorGraph} says the same by one run.
 *
 * <p>Takes {@code row} [1, width] (the talker's hidden state, then its code's row, then what the last run gave), {@code sum}
 * [1, width], {@code position} [1], {@code uniform} [1, 1], {@code sharpness} [1] and {@code cache}; gives {@code code} [1] (of
 * the codebook with the number of the position; none at position 0), {@code next_row}, {@code next_sum} (the sum and that row)
 * and {@code next_cache}.
 */
final class PredictorStepGraph {
    private PredictorStepGraph() {}

    static GraphBuilder of(QwenConfig config, Constants constants) {
        DecoderShape shape = config.predictor();
        int width = config.talker().width();
        int places = config.codebooks();
        int books = config.codebooks() - 1;
        GraphBuilder graph = GraphBuilder.named("qwen3-tts code predictor, one position");
        Steps steps = new Steps(graph, constants);
        DecoderLayers layers = new DecoderLayers(steps, shape, Checkpoint.PREDICTOR);
        graph.input("row", FLOAT32, Dimension.all(1, width));
        graph.input("sum", FLOAT32, Dimension.all(1, width));
        graph.input("position", INT64, Dimension.all(1));
        graph.input("uniform", FLOAT32, Dimension.all(1, 1));
        graph.input("sharpness", FLOAT32, Dimension.all(1));
        graph.input("cache", constants.type(), Dimension.all(PlacedCache.sizes(shape, places)));

        PlacedCache cache = new PlacedCache(steps, shape, 1, places, "cache", "position");
        String[] rotary = cache.rotary();
        String mask = cache.mask();
        String x = constants.has(Checkpoint.NARROWING + ".weight") ? steps.linear("row", Checkpoint.NARROWING) : "row";
        for (int i = 0; i < shape.layers(); i++) {
            Heads heads = layers.heads(i, x, 1, rotary[0], rotary[1]);
            x = layers.finish(
                    i, x, 1, heads.queries(), cache.keys(i, heads.keys()), cache.values(i, heads.values()), mask);
        }
        graph.rename(cache.next(), "next_cache");

        String book = steps.op("Max", steps.op("Sub", "position", steps.ints(1)), steps.ints(0));
        String[] names = new String[books];
        for (int i = 0; i < books; i++) {
            names[i] = Checkpoint.head(i + 1);
        }
        String heads = steps.reshape(
                steps.constant(constants.stacked("heads", names)), books, config.codebookSize(), shape.width());
        String head = steps.reshape(steps.op("Gather", heads, book), config.codebookSize(), shape.width());
        String said = steps.narrow(layers.last(x));
        String logits = steps.wide(
                graph.node("Gemm").inputs(said, head).with("transB", 1).output());
        String code = DrawnCode.of(steps, logits, config.codebookSize(), "uniform", "sharpness");
        for (int i = 0; i < books; i++) {
            names[i] = Checkpoint.codeTable(i + 1);
        }
        String id = steps.op("Add", steps.op("Mul", book, steps.ints(config.codebookSize())), code);
        String row = steps.wide(steps.op("Gather", steps.constant(constants.stacked("tables", names)), id));
        graph.rename(code, "code");
        graph.rename(row, "next_row");
        graph.rename(steps.op("Add", "sum", row), "next_sum");
        graph.output("code", INT64, Dimension.all(1));
        graph.output("next_row", FLOAT32, Dimension.all(1, width));
        graph.output("next_sum", FLOAT32, Dimension.all(1, width));
        return graph.output("next_cache", constants.type(), Dimension.all(PlacedCache.sizes(shape, places)));
    }
}
