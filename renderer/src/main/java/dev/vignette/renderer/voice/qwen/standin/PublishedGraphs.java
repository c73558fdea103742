package dev.vignette.renderer.voice.qwen.standin;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.graph.WeightsFile;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.nio.file.Path;

/** The five published graphs of the language models, with the weights of a checkpoint. */
final class PublishedGraphs {
    private static final Dimension BATCH = Dimension.named("batch");
    private static final Dimension ROWS = Dimension.named("rows");

    private final QwenConfig config;
    private final SafeTensors weights;
    private final ElementType type;
    private final Path directory;

    /** @param type of the weights: FLOAT16 as in {@code cpu_fp16}, or FLOAT32 as in {@code cpu_fp32} */
    PublishedGraphs(QwenConfig config, SafeTensors weights, ElementType type, Path directory) {
        this.config = config;
        this.weights = weights;
        this.type = type;
        this.directory = directory;
    }

    private interface Drawing {
        void into(GraphBuilder graph, PublishedLayers layers);
    }

    void writeAll() {
        write("text_embed", this::text);
        write("codec_embed", this::codes);
        write("talker_cache", this::talker);
        write("code_predictor", this::predictor);
        write("residual_embed", this::residual);
    }

    private void write(String name, Drawing drawing) {
        Path file = directory.resolve(name + ".onnx");
        try (WeightsFile beside = WeightsFile.create(directory.resolve(name + ".onnx.data"))) {
            GraphBuilder graph = GraphBuilder.named(name).standIn();
            drawing.into(graph, new PublishedLayers(graph, beside, weights, type));
            new OnnxFile(graph.model()).write(file);
        }
    }

    private void text(GraphBuilder graph, PublishedLayers layers) {
        graph.input("text_ids", INT64, BATCH, ROWS);
        String rows = layers.gather(Checkpoint.TEXT_TABLE, "text_ids");
        String inner = layers.op(
                "Add",
                layers.linear(rows, Checkpoint.TEXT_PROJECTION + "1.weight"),
                layers.vector(Checkpoint.TEXT_PROJECTION + "1.bias"));
        String out = layers.linear(layers.silu(inner), Checkpoint.TEXT_PROJECTION + "2.weight");
        graph.rename(layers.op("Add", out, layers.vector(Checkpoint.TEXT_PROJECTION + "2.bias")), "embeds");
        graph.output(
                "embeds", FLOAT32, BATCH, ROWS, Dimension.of(config.talker().width()));
    }

    private void codes(GraphBuilder graph, PublishedLayers layers) {
        graph.input("codec_ids", INT64, BATCH, ROWS);
        graph.rename(layers.gather(Checkpoint.CODEC_TABLE, "codec_ids"), "embeds");
        graph.output(
                "embeds", FLOAT32, BATCH, ROWS, Dimension.of(config.talker().width()));
    }

    private void talker(GraphBuilder graph, PublishedLayers layers) {
        DecoderShape shape = config.talker();
        Dimension one = Dimension.of(1);
        Dimension width = Dimension.of(shape.width());
        Dimension past = Dimension.named("past");
        Dimension total = Dimension.named("total");
        graph.input("inputs_embeds", FLOAT32, one, ROWS, width);
        graph.input("position_ids", INT64, Dimension.of(3), one, ROWS);
        graph.input("attention_mask", INT64, one, total);
        Dimension heads = Dimension.of(shape.keyValueHeads());
        Dimension size = Dimension.of(shape.headSize());
        for (int i = 0; i < 2 * shape.layers(); i++) {
            graph.input(past(i), FLOAT32, one, heads, past, size);
        }
        String positions = layers.reshape(layers.slice("position_ids", 0, 0, 1), -1);
        String[] rotary = layers.rotary(layers.cast(positions, TensorProto.DataType.FLOAT), shape);
        String there = layers.op("Gather", layers.op("Shape", "attention_mask"), graph.longs("second", new long[] {1}));
        String columns =
                layers.op("Range", graph.longs("none", new long[] {0}), there, graph.longs("each", new long[] {1}));
        String mask = layers.mask(positions, columns);
        String x = "inputs_embeds";
        for (int i = 0; i < shape.layers(); i++) {
            String[] cache = {past(2 * i), past(2 * i + 1)};
            x = layers.layer(Checkpoint.TALKER, i, shape, x, rotary[0], rotary[1], mask, cache);
            graph.rename(cache[0], "present" + past(2 * i).substring(4));
            graph.rename(cache[1], "present" + past(2 * i + 1).substring(4));
        }
        graph.rename(layers.norm(x, Checkpoint.TALKER + ".norm.weight", shape.epsilon()), "hidden_states");
        graph.rename(layers.linear("hidden_states", Checkpoint.CODEC_HEAD), "logits");
        graph.output("logits", FLOAT32, one, ROWS, Dimension.of(config.codecVocabulary()));
        graph.output("hidden_states", FLOAT32, one, ROWS, width);
        for (int i = 0; i < 2 * shape.layers(); i++) {
            graph.output("present" + past(i).substring(4), FLOAT32, one, heads, total, size);
        }
    }

    /** As in the published file, where only the first lacks its numbers. */
    private static String past(int i) {
        return i == 0 ? "past_kv" : "past_kv_" + i / 2 + "_" + i % 2;
    }

    private void predictor(GraphBuilder graph, PublishedLayers layers) {
        DecoderShape shape = config.predictor();
        int width = config.talker().width();
        int books = config.codebooks();
        graph.input("talker_hidden", FLOAT32, Dimension.all(1, width));
        graph.input("codec_ids", INT64, Dimension.all(1, books));
        String[] rows = new String[books];
        rows[0] = layers.reshape("talker_hidden", 1, 1, width);
        for (int i = 1; i < books; i++) {
            String table = i == 1 ? Checkpoint.CODEC_TABLE : Checkpoint.codeTable(i - 1);
            rows[i] = layers.gather(table, layers.slice("codec_ids", 1, i - 1, i));
        }
        String x = layers.concat(1, rows);
        if (weights.has(Checkpoint.NARROWING + ".weight")) {
            x = layers.op(
                    "Add",
                    layers.linear(x, Checkpoint.NARROWING + ".weight"),
                    layers.vector(Checkpoint.NARROWING + ".bias"));
        }
        float[] each = new float[books];
        long[] places = new long[books];
        for (int i = 0; i < books; i++) {
            each[i] = i;
            places[i] = i;
        }
        String[] rotary = layers.rotary(graph.floats("positions", each, books), shape);
        String mask = layers.mask(layers.ints(places), layers.ints(places));
        for (int i = 0; i < shape.layers(); i++) {
            x = layers.layer(Checkpoint.PREDICTOR, i, shape, x, rotary[0], rotary[1], mask, new String[0]);
        }
        x = layers.norm(x, Checkpoint.PREDICTOR + ".norm.weight", shape.epsilon());
        String[] said = new String[books - 1];
        for (int i = 1; i < books; i++) {
            said[i - 1] = layers.linear(layers.slice(x, 1, i, i + 1), Checkpoint.head(i));
        }
        graph.rename(layers.concat(1, said), "logits");
        graph.output("logits", FLOAT32, Dimension.all(1, books - 1, config.codebookSize()));
    }

    private void residual(GraphBuilder graph, PublishedLayers layers) {
        graph.input("codec_ids", INT64, Dimension.all(1, config.codebooks()));
        String sum = layers.gather(Checkpoint.CODEC_TABLE, layers.reshape(layers.slice("codec_ids", 1, 0, 1), 1));
        for (int i = 1; i < config.codebooks(); i++) {
            String id = layers.reshape(layers.slice("codec_ids", 1, i, i + 1), 1);
            sum = layers.op("Add", sum, layers.gather(Checkpoint.codeTable(i), id));
        }
        graph.rename(sum, "embeds");
        graph.output("embeds", FLOAT32, Dimension.all(1, config.talker().width()));
    }
}
