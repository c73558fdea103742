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

/**
 * The code predictor over a whole frame in one run: two positions at once, then fourteen one by one over the keys and values of
 * those before, each code drawn inside the graph. The published graph computes all sixteen positions anew for every code.
 *
 * <p>Takes {@code hidden} [1, width] and {@code code} [1] of the talker, {@code uniforms} [1, codebooks − 1] in [0, 1),
 * {@code sharpness} [1] (one over the temperature) and {@code text} [1, width] (the next row's text side); gives {@code codes}
 * [1, codebooks] and {@code next_row} [1, width], the talker's next row: the sum of all codes' embeddings and the text.
 */
final class PredictorGraph {
    private final QwenConfig config;
    private final Steps steps;
    private final DecoderLayers layers;
    private final String[] keys;
    private final String[] values;

    private PredictorGraph(QwenConfig config, Steps steps) {
        this.config = config;
        this.steps = steps;
        layers = new DecoderLayers(steps, config.predictor(), Checkpoint.PREDICTOR);
        keys = new String[config.predictor().layers()];
        values = new String[keys.length];
    }

    static GraphBuilder of(QwenConfig config, Constants constants) {
        GraphBuilder graph = GraphBuilder.named("qwen3-tts code predictor");
        int width = config.talker().width();
        graph.input("hidden", FLOAT32, Dimension.all(1, width));
        graph.input("code", INT64, Dimension.all(1));
        graph.input("uniforms", FLOAT32, Dimension.all(1, config.codebooks() - 1));
        graph.input("sharpness", FLOAT32, Dimension.all(1));
        graph.input("text", FLOAT32, Dimension.all(1, width));
        new PredictorGraph(config, new Steps(graph, constants)).write(graph, constants);
        graph.output("codes", INT64, Dimension.all(1, config.codebooks()));
        return graph.output("next_row", FLOAT32, Dimension.all(1, width));
    }

    private void write(GraphBuilder graph, Constants constants) {
        String[] codes = new String[config.codebooks()];
        codes[0] = "code";
        String row = embedded(constants.of(Checkpoint.CODEC_TABLE), "code");
        String sum = steps.op("Add", "text", row);
        String x = narrowed(steps.concat(0, "hidden", row));
        for (int book = 1; book < codes.length; book++) {
            String said = book == 1 ? steps.slice(pass(x, 2, 0), 0, 1, 2) : pass(x, 1, book);
            String logits =
                    steps.wide(steps.product(steps.narrow(layers.last(said)), constants.of(Checkpoint.head(book))));
            codes[book] = DrawnCode.of(
                    steps, logits, config.codebookSize(), steps.slice("uniforms", 1, book - 1, book), "sharpness");
            row = embedded(constants.of(Checkpoint.codeTable(book)), codes[book]);
            sum = steps.op("Add", sum, row);
            x = narrowed(row);
        }
        graph.rename(steps.reshape(steps.concat(0, codes), 1, codes.length), "codes");
        graph.rename(sum, "next_row");
    }

    private String embedded(TensorProto table, String code) {
        return steps.wide(steps.op("Gather", steps.constant(table), code));
    }

    /** From the talker's width to the predictor's, which are the same in the model of 0.6 B. */
    private String narrowed(String row) {
        return steps.constants().has(Checkpoint.NARROWING + ".weight") ? steps.linear(row, Checkpoint.NARROWING) : row;
    }

    /** All layers over one or two positions; what is seen of those before is kept. */
    private String pass(String rows, int count, int position) {
        DecoderShape shape = config.predictor();
        RotaryTable table = RotaryTable.of(shape, position, position + count);
        String cosines = steps.floats(table.cosines(), count, 1, shape.headSize());
        String sines = steps.floats(table.sines(), count, 1, shape.headSize());
        String mask = count == 1
                ? null
                : steps.floats(DecoderLayers.causal(shape.group(), count, -1e9f), (long) shape.group() * count, count);
        String x = rows;
        for (int i = 0; i < shape.layers(); i++) {
            Heads heads = layers.heads(i, x, count, cosines, sines);
            keys[i] = position == 0 ? heads.keys() : steps.concat(1, keys[i], heads.keys());
            values[i] = position == 0 ? heads.values() : steps.concat(1, values[i], heads.values());
            x = layers.finish(i, x, count, heads.queries(), keys[i], values[i], mask);
        }
        return x;
    }
}
