package dev.vignette.renderer.voice.moss.standin;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT32;
import static dev.vignette.renderer.voice.moss.standin.MossShape.CODEBOOKS;
import static dev.vignette.renderer.voice.moss.standin.MossShape.CODES;

import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import java.util.List;

/**
 * The local transformer, which draws the codes of a frame one after the other: {@code local_fixed_sampled_frame} with the sampling
 * inside, {@code local_cached_step} for one code at a time, {@code local_decoder} without a cache.
 */
final class LocalGraphs {
    static final float TEMPERATURE = 0.8f;
    static final int TOP_K = 25;
    static final float TOP_P = 0.95f;
    static final float PENALTY = 1.2f;
    private static final int GO = 9;
    private static final int END = 7;
    /** How much the first number of the hidden state weighs in the decision to go on. */
    private static final double SURE = 4;

    private final MossShape shape;
    private final Blocks blocks;
    private final GraphBuilder graph;

    private LocalGraphs(String name, MossShape shape, SharedWeights weights) {
        this.shape = shape;
        graph = GraphBuilder.named(name).standIn();
        blocks = new Blocks(graph, weights);
    }

    static GraphBuilder sampledFrame(MossShape shape, SharedWeights weights) {
        LocalGraphs graphs = new LocalGraphs("moss sampled frame stand-in", shape, weights);
        graphs.sampledFrame();
        return graphs.graph;
    }

    static GraphBuilder cachedStep(MossShape shape, SharedWeights weights) {
        LocalGraphs graphs = new LocalGraphs("moss cached step stand-in", shape, weights);
        graphs.cachedStep();
        return graphs.graph;
    }

    static GraphBuilder decoder(MossShape shape, SharedWeights weights) {
        LocalGraphs graphs = new LocalGraphs("moss local decoder stand-in", shape, weights);
        graphs.decoder();
        return graphs.graph;
    }

    /** Output of the transformer and what it leaves for the next step. */
    private record Step(String hidden, String keys, String values) {}

    /** @param pastKeys with {@code pastValues} what the step before left; empty names at the first step */
    private Step step(String x, String pastKeys, String pastValues, String mask) {
        int width = shape.width();
        String qkv = blocks.linear(blocks.norm(x, "local.ln_1", width), "local.attn.c_attn", width, 3 * width);
        String k = part(qkv, 1);
        String v = part(qkv, 2);
        if (!pastKeys.isEmpty()) {
            k = blocks.concat(1, pastKeys, k);
            v = blocks.concat(1, pastValues, v);
        }
        String mixed = blocks.attend(part(qkv, 0), k, v, mask, shape.heads(), shape.headSize());
        String y = blocks.op("Add", x, blocks.linear(mixed, "local.attn.c_proj", width, width));
        return new Step(blocks.norm(blocks.feedForward(y, "local", width), "local.ln_f", width), k, v);
    }

    private String part(String qkv, int which) {
        int width = shape.width();
        String part = blocks.slice(qkv, 2, (long) which * width, (long) (which + 1) * width);
        return blocks.reshape(part, 1, -1, shape.heads(), shape.headSize());
    }

    private void sampledFrame() {
        graph.input("global_hidden", FLOAT32, fixed(1), fixed(shape.width()));
        graph.input("repetition_seen_mask", INT32, fixed(1), fixed(CODEBOOKS), fixed(CODES));
        graph.input("assistant_random_u", FLOAT32, fixed(1));
        graph.input("audio_random_u", FLOAT32, fixed(1), fixed(CODEBOOKS));
        Step step = step(blocks.reshape("global_hidden", 1, 1, shape.width()), "", "", "");
        String text = textLogits(flat(step.hidden));
        String difference = blocks.op("Sub", one(text, GO), one(text, END));
        String goes = blocks.op("LessOrEqual", "assistant_random_u", blocks.op("Sigmoid", difference));
        graph.rename(blocks.reshape(blocks.ints32(goes), 1, 1), "should_continue");
        String id = blocks.op("Where", goes, blocks.ints(GO), blocks.ints(END));
        String input = blocks.reshape(blocks.gather(wte(), id, 0), 1, 1, shape.width());
        String[] drawn = new String[CODEBOOKS];
        for (int i = 0; i < CODEBOOKS; i++) {
            step = step(input, step.keys, step.values, "");
            drawn[i] = drawn(blocks.op("MatMul", flat(step.hidden), head(i)), i);
            String row = blocks.op("Add", drawn[i], blocks.ints((long) i * CODES));
            input = blocks.reshape(blocks.gather(codeEmbeddings(), row, 0), 1, 1, shape.width());
        }
        graph.rename(blocks.ints32(blocks.reshape(blocks.concat(0, drawn), 1, CODEBOOKS)), "frame_token_ids");
        graph.output("should_continue", INT32, fixed(1), fixed(1));
        graph.output("frame_token_ids", INT32, fixed(1), fixed(CODEBOOKS));
    }

    /** Penalty, temperature, the best few, as many as make up top p, then the inverse of their distribution. */
    private String drawn(String logits, int codebook) {
        String mask = blocks.slice("repetition_seen_mask", 1, codebook, codebook + 1L);
        String seen = graph.node("Cast")
                .inputs(blocks.reshape(mask, 1, CODES))
                .with("to", 9)
                .output();
        String less = blocks.op(
                "Where",
                blocks.op("Less", logits, blocks.scalar(0)),
                blocks.op("Mul", logits, blocks.scalar(PENALTY)),
                blocks.op("Div", logits, blocks.scalar(PENALTY)));
        String scores = blocks.op("Div", blocks.op("Where", seen, less, logits), blocks.scalar(TEMPERATURE));
        String best = graph.freshName("best");
        String codes = graph.freshName("codes");
        graph.node("TopK").inputs(scores, blocks.ints(TOP_K)).with("axis", 1).outputs(best, codes);
        String share = blocks.softmax(best);
        String before = blocks.op("Sub", blocks.op("CumSum", share, blocks.whole(1)), share);
        String kept = blocks.op("Where", blocks.op("Less", before, blocks.scalar(TOP_P)), best, blocks.scalar(-1e30));
        String distribution = blocks.op("CumSum", blocks.softmax(kept), blocks.whole(1));
        String u = blocks.slice("audio_random_u", 1, codebook, codebook + 1L);
        String below = blocks.longs(blocks.op("Less", distribution, u));
        String place = blocks.op("Min", blocks.sum(below, 1), blocks.whole(TOP_K - 1));
        return blocks.reshape(blocks.gather(codes, place, 1), 1);
    }

    private void cachedStep() {
        graph.input("global_hidden", FLOAT32, fixed(1), fixed(shape.width()));
        for (String name :
                List.of("text_token_id", "audio_token_id", "channel_index", "step_type", "past_valid_lengths")) {
            graph.input(name, INT32, fixed(1));
        }
        for (String kind : List.of("key", "value")) {
            graph.input(
                    "local_past_" + kind + "_0",
                    FLOAT32,
                    fixed(1),
                    open("local_past_seq"),
                    fixed(shape.heads()),
                    fixed(shape.headSize()));
        }
        String type = blocks.longs("step_type");
        String row = blocks.op(
                "Add",
                blocks.longs("audio_token_id"),
                blocks.op("Mul", blocks.longs("channel_index"), blocks.whole(CODES)));
        String input = blocks.op(
                "Where",
                blocks.op("Equal", type, blocks.whole(0)),
                "global_hidden",
                blocks.op(
                        "Where",
                        blocks.op("Equal", type, blocks.whole(1)),
                        blocks.gather(wte(), blocks.longs("text_token_id"), 0),
                        blocks.gather(codeEmbeddings(), row, 0)));
        // As the published graph: places of the past beyond its length do not count.
        String valid = blocks.op("Add", blocks.longs("past_valid_lengths"), blocks.whole(1));
        String positions = blocks.op(
                "Range",
                blocks.whole(0),
                blocks.op("Add", blocks.op("Squeeze", blocks.size("local_past_key_0", 1)), blocks.whole(1)),
                blocks.whole(1));
        Step step = step(
                blocks.reshape(input, 1, 1, shape.width()),
                "local_past_key_0",
                "local_past_value_0",
                blocks.mask(blocks.op("Less", positions, valid)));
        String hidden = flat(step.hidden);
        graph.rename(textLogits(hidden), "text_logits");
        graph.rename(allHeads(hidden), "audio_logits");
        graph.rename(step.keys, "local_present_key_0").rename(step.values, "local_present_value_0");
        logits();
        for (String kind : List.of("key", "value")) {
            graph.output(
                    "local_present_" + kind + "_0",
                    FLOAT32,
                    fixed(1),
                    open("local_total_seq"),
                    fixed(shape.heads()),
                    fixed(shape.headSize()));
        }
    }

    private void decoder() {
        graph.input("global_hidden", FLOAT32, fixed(1), fixed(shape.width()));
        graph.input("text_token_id", INT32, fixed(1));
        graph.input("audio_prefix_token_ids", INT32, fixed(1), fixed(CODEBOOKS - 1));
        String codes = blocks.longs("audio_prefix_token_ids");
        long[] offsets = new long[CODEBOOKS - 1];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = (long) i * CODES;
        }
        String none = blocks.whole((long) CODEBOOKS * CODES);
        String rows = blocks.op(
                "Where",
                blocks.op("Less", codes, blocks.whole(CODES)),
                blocks.op("Add", codes, blocks.ints(offsets)),
                none);
        String x = blocks.concat(
                1,
                blocks.reshape("global_hidden", 1, 1, shape.width()),
                blocks.reshape(blocks.gather(wte(), blocks.longs("text_token_id"), 0), 1, 1, shape.width()),
                blocks.gather(codeEmbeddings(), rows, 0));
        String hidden = step(x, "", "", blocks.mask(blocks.causal(blocks.positions(x, 1)))).hidden;
        graph.rename(textLogits(flat(blocks.slice(hidden, 1, 0, 1))), "text_logits");
        String[] logits = new String[CODEBOOKS];
        for (int i = 0; i < CODEBOOKS; i++) {
            String at = flat(blocks.slice(hidden, 1, i + 1L, i + 2L));
            logits[i] = blocks.reshape(blocks.op("MatMul", at, head(i)), 1, 1, CODES);
        }
        graph.rename(blocks.concat(1, logits), "audio_logits");
        logits();
    }

    private String allHeads(String hidden) {
        String[] logits = new String[CODEBOOKS];
        for (int i = 0; i < CODEBOOKS; i++) {
            logits[i] = blocks.reshape(blocks.op("MatMul", hidden, head(i)), 1, 1, CODES);
        }
        return blocks.concat(1, logits);
    }

    /** The head's, and for the decision to go on what the hidden state says. */
    private String textLogits(String hidden) {
        float[] go = new float[shape.vocabulary()];
        go[GO] = (float) SURE;
        String left = blocks.slice("global_hidden", 1, 0, 1);
        String decision = blocks.op("Mul", left, blocks.given("go", go, 1, shape.vocabulary()));
        String head = blocks.weight("text_lm_head", 0.3 / Math.sqrt(shape.width()), shape.width(), shape.vocabulary());
        return blocks.op("Add", blocks.op("MatMul", hidden, head), decision);
    }

    private void logits() {
        graph.output("text_logits", FLOAT32, fixed(1), fixed(shape.vocabulary()));
        graph.output("audio_logits", FLOAT32, fixed(1), fixed(CODEBOOKS), fixed(CODES));
    }

    private String flat(String hidden) {
        return blocks.reshape(hidden, 1, shape.width());
    }

    private String one(String logits, int id) {
        return blocks.reshape(blocks.slice(logits, 1, id, id + 1L), 1);
    }

    private String head(int codebook) {
        return blocks.weight("audio_lm_heads." + codebook, 2 / Math.sqrt(shape.width()), shape.width(), CODES);
    }

    private String wte() {
        return blocks.weight("local_wte", 1, shape.vocabulary(), shape.width());
    }

    private String codeEmbeddings() {
        return blocks.weight("local_audio_embeddings", 1, (long) CODEBOOKS * CODES + 1, shape.width());
    }

    private static Dimension fixed(long size) {
        return Dimension.of(size);
    }

    private static Dimension open(String name) {
        return Dimension.named(name);
    }
}
