package dev.vignette.inference.standin.whisper;

import static dev.vignette.inference.ElementType.BOOL;
import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.NodeBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The decoder in its three published forms: {@code decoder_model_merged} chooses between two branches by {@code
 * use_cache_branch}; {@code decoder_model} has only the branch for the first step, {@code decoder_with_past_model} only the
 * one for later steps.
 */
final class DecoderGraph {
    /** So large that the position outweighs all that the layers make of it. */
    private static final float LOUD = 6;
    /** Logit of the wanted token; all others are about 0. */
    private static final float SURE = 24;

    private final WhisperShape shape;
    private final GraphBuilder graph = GraphBuilder.named("whisper-decoder").standIn();
    private final Layers layers;

    private DecoderGraph(WhisperShape shape, Weights weights, boolean quantised, int[] script) {
        this.shape = shape;
        layers = new Layers(graph, weights, shape, quantised);
        if (script.length > 0) {
            recite(script);
        }
    }

    /** @param script tokens that follow position 0, 1, … whatever is heard; empty for no such thing */
    static GraphBuilder merged(WhisperShape shape, Weights weights, boolean quantised, int[] script) {
        return new DecoderGraph(shape, weights, quantised, script).merged();
    }

    static GraphBuilder first(WhisperShape shape, Weights weights, int[] script) {
        DecoderGraph decoder = new DecoderGraph(shape, weights, false, script);
        decoder.ids();
        decoder.hidden();
        decoder.firstStep(decoder.graph);
        return decoder.graph;
    }

    static GraphBuilder later(WhisperShape shape, Weights weights, int[] script) {
        DecoderGraph decoder = new DecoderGraph(shape, weights, false, script);
        decoder.ids();
        decoder.past();
        decoder.laterStep(decoder.graph, false);
        return decoder.graph;
    }

    private GraphBuilder merged() {
        ids();
        hidden();
        past();
        graph.input("use_cache_branch", BOOL, Dimension.of(1));
        GraphBuilder cached = graph.subgraph("with-cache");
        GraphBuilder uncached = graph.subgraph("without-cache");
        laterStep(cached, true);
        firstStep(uncached);
        NodeBuilder branch = graph.node("If")
                .inputs("use_cache_branch")
                .with("then_branch", cached)
                .with("else_branch", uncached);
        List<String> names = new ArrayList<>();
        names.add("logits");
        for (int layer = 0; layer < shape.decoderLayers(); layer++) {
            for (String part : List.of("decoder.key", "decoder.value", "encoder.key", "encoder.value")) {
                names.add("present." + layer + "." + part);
            }
        }
        branch.outputs(names.toArray(String[]::new));
        graph.output("logits", FLOAT32, open("batch_size"), open("sequence"), Dimension.of(shape.vocabulary()));
        names.stream().skip(1).forEach(name -> graph.output(name, FLOAT32, cacheShape("present_length")));
        return graph;
    }

    private void ids() {
        graph.input("input_ids", INT64, open("batch_size"), open("sequence"));
    }

    private void hidden() {
        graph.input("encoder_hidden_states", FLOAT32, open("batch_size"), open("audio"), Dimension.of(shape.width()));
    }

    private void past() {
        for (int layer = 0; layer < shape.decoderLayers(); layer++) {
            for (String part : List.of("decoder.key", "decoder.value", "encoder.key", "encoder.value")) {
                graph.input("past_key_values." + layer + "." + part, FLOAT32, cacheShape("past_length"));
            }
        }
    }

    private Dimension[] cacheShape(String length) {
        return new Dimension[] {
            open("batch_size"), Dimension.of(shape.heads()), open(length), Dimension.of(shape.headSize())
        };
    }

    private static Dimension open(String name) {
        return Dimension.named(name);
    }

    /** All of the prompt, each position seeing those before it. */
    private void firstStep(GraphBuilder branch) {
        String length = branch.node("Shape")
                .inputs("input_ids")
                .with("start", 1)
                .with("end", 2)
                .output();
        String positions = branch.op("Slice", positions(), layers.longs("zero", 0), length);
        String square =
                branch.node("Concat").inputs(length, length).with("axis", 0).output();
        String never = branch.op("Expand", layers.filled("never", -1e9), square);
        String mask = branch.node("Trilu")
                .inputs(never, layers.longs("above", 1))
                .with("upper", 1)
                .output();
        stack(branch, positions, mask, false, true);
    }

    /** One more position, which sees everything before it. */
    private void laterStep(GraphBuilder branch, boolean dummies) {
        String before = branch.node("Shape")
                .inputs("past_key_values.0.decoder.key")
                .with("start", 2)
                .with("end", 3)
                .output();
        stack(branch, branch.op("Gather", positions(), before), "", true, dummies);
    }

    /** @param ofSound whether to give keys and values of the sound, which are empty where they were taken from before */
    private void stack(GraphBuilder branch, String positions, String mask, boolean cached, boolean ofSound) {
        String stem = branch == graph ? "" : cached ? "then." : "else.";
        List<String> outputs = new ArrayList<>();
        String x = branch.op("Add", branch.op("Gather", embeddings(), "input_ids"), positions);
        for (int i = 0; i < shape.decoderLayers(); i++) {
            String layer = "decoder.layers." + i;
            String past = "past_key_values." + i;
            String present = stem + "present." + i;
            String own = layer + ".self_attn";
            String normed = layers.norm(branch, layer + ".self_attn_layer_norm", x);
            String q = layers.queries(branch, own, normed);
            String k = grown(branch, cached, past + ".decoder.key", layers.keys(branch, own, normed));
            String v = grown(branch, cached, past + ".decoder.value", layers.values(branch, own, normed));
            branch.rename(k, present + ".decoder.key").rename(v, present + ".decoder.value");
            x = branch.op("Add", x, layers.attend(branch, own, q, k, v, mask));
            String cross = layer + ".encoder_attn";
            String asking = layers.queries(branch, cross, layers.norm(branch, layer + ".encoder_attn_layer_norm", x));
            String soundK = cached ? past + ".encoder.key" : layers.keys(branch, cross, "encoder_hidden_states");
            String soundV = cached ? past + ".encoder.value" : layers.values(branch, cross, "encoder_hidden_states");
            x = branch.op("Add", x, layers.attend(branch, cross, asking, soundK, soundV, ""));
            String last = layers.norm(branch, layer + ".final_layer_norm", x);
            x = branch.op("Add", x, layers.feedForward(branch, layer, last));
            outputs.addAll(List.of(present + ".decoder.key", present + ".decoder.value"));
            if (ofSound) {
                branch.rename(cached ? nothing() : soundK, present + ".encoder.key");
                branch.rename(cached ? nothing() : soundV, present + ".encoder.value");
                outputs.addAll(List.of(present + ".encoder.key", present + ".encoder.value"));
            }
        }
        String logits = layers.linear(
                branch,
                "proj_out",
                layers.norm(branch, "decoder.layer_norm", x),
                shape.width(),
                shape.vocabulary(),
                false);
        branch.rename(logits, stem + "logits");
        branch.output(stem + "logits", FLOAT32, open("batch_size"), open("sequence"), Dimension.of(shape.vocabulary()));
        outputs.forEach(name -> branch.output(name, FLOAT32, cacheShape("present_length")));
    }

    private static String grown(GraphBuilder branch, boolean cached, String past, String now) {
        return cached ? branch.node("Concat").inputs(past, now).with("axis", 2).output() : now;
    }

    private String nothing() {
        return layers.filled("nothing", 0, 0, shape.heads(), 1, shape.headSize());
    }

    private String embeddings() {
        return layers.random("decoder.embed_tokens.weight", 1, shape.vocabulary(), shape.width());
    }

    private String positions() {
        return layers.random("decoder.embed_positions.weight", 0.5, shape.textPositions(), shape.width());
    }

    /** Gives each position a direction of its own that drowns the rest, and the wanted token the same direction. */
    private void recite(int[] script) {
        var random = new SplittableRandom(script.length);
        float[][] positions = new float[shape.textPositions()][shape.width()];
        float[][] output = new float[shape.width()][shape.vocabulary()];
        for (int at = 0; at < script.length; at++) {
            for (int i = 0; i < shape.width(); i++) {
                float sign = random.nextBoolean() ? 1 : -1;
                positions[at][i] = LOUD * sign;
                output[i][script[at]] += sign * SURE / shape.width();
            }
        }
        // After the end it is the end.
        Arrays.fill(positions, script.length, positions.length, positions[script.length - 1]);
        layers.rows("decoder.embed_positions.weight", positions);
        layers.rows("proj_out.weight", output);
    }
}
