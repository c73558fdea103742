package dev.vignette.renderer.voice.moss.standin;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT32;
import static dev.vignette.renderer.voice.moss.standin.MossShape.CODEBOOKS;
import static dev.vignette.renderer.voice.moss.standin.MossShape.CODES;

import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import java.util.List;

/**
 * The global transformer: {@code prefill} and {@code decode_step}, layer by layer. The first number of the hidden state is not
 * the transformer's: it says how many frames are still to come, reckoned from the number of text rows, so that a stand-in speaks as
 * long as a text takes. What is needed for that is kept in the first numbers of the first layer's keys and values.
 */
final class LanguageGraphs {
    /** Frames for each piece of text and for each text. */
    static final double FRAMES_PER_PIECE = 2.2;

    static final double FRAMES_ANYWAY = 8;
    private static final int SLOT = 8;
    /** So small that they do no harm among keys and values. */
    private static final double NOTE = 1e-3;

    private static final double MOST_LEFT = 10;
    private static final int POSITIONS = 4_096;
    private static final double ROPE_BASE = 10_000;

    private final MossShape shape;
    private final Blocks blocks;
    private final GraphBuilder graph;

    private LanguageGraphs(String name, MossShape shape, SharedWeights weights) {
        this.shape = shape;
        graph = GraphBuilder.named(name).standIn();
        blocks = new Blocks(graph, weights);
    }

    /** @param templateRows rows of the prompt that are neither text nor reference */
    static GraphBuilder prefill(MossShape shape, SharedWeights weights, int templateRows) {
        LanguageGraphs graphs = new LanguageGraphs("moss prefill stand-in", shape, weights);
        graphs.prefill(templateRows);
        return graphs.graph;
    }

    static GraphBuilder decodeStep(MossShape shape, SharedWeights weights) {
        LanguageGraphs graphs = new LanguageGraphs("moss decode step stand-in", shape, weights);
        graphs.decodeStep();
        return graphs.graph;
    }

    private void prefill(int templateRows) {
        graph.input("input_ids", INT32, fixed(1), open("prefill_seq"), fixed(CODEBOOKS + 1));
        graph.input("attention_mask", INT32, fixed(1), open("prefill_seq"));
        String text = blocks.gather("input_ids", blocks.whole(0), 2);
        String slots = blocks.sum(blocks.floats(blocks.op("Equal", blocks.longs(text), blocks.whole(SLOT))), 1);
        String rows = blocks.floats(blocks.size("input_ids", 1));
        String pieces = blocks.op("Sub", blocks.op("Sub", rows, slots), blocks.scalar(templateRows));
        String frames = blocks.op(
                "Add", blocks.op("Mul", pieces, blocks.scalar(FRAMES_PER_PIECE)), blocks.scalar(FRAMES_ANYWAY));
        String positions = blocks.positions("input_ids", 1);
        // Every row counts; the mask is all ones and multiplied in as the published graph does.
        String ones = blocks.op("Unsqueeze", blocks.floats("attention_mask"), blocks.ints(2));
        String x = blocks.op("Mul", embedded(), ones);
        stack(x, positions, blocks.mask(blocks.causal(positions)), false, frames, rows, frames);
        outputs("prefill_seq", "prefill_seq");
    }

    private void decodeStep() {
        graph.input("input_ids", INT32, fixed(1), fixed(1), fixed(CODEBOOKS + 1));
        graph.input("past_valid_lengths", INT32, fixed(1));
        for (int i = 0; i < shape.layers(); i++) {
            for (String kind : List.of("past_key_", "past_value_")) {
                graph.input(
                        kind + i, FLOAT32, fixed(1), open("past_seq"), fixed(shape.heads()), fixed(shape.headSize()));
            }
        }
        String frames = noted("past_key_0");
        String rows = noted("past_value_0");
        String made = blocks.op("Add", blocks.op("Sub", blocks.floats("past_valid_lengths"), rows), blocks.scalar(1));
        String positions = blocks.longs("past_valid_lengths");
        stack(embedded(), positions, "", true, frames, rows, blocks.op("Sub", frames, made));
        outputs("step_seq", "total_seq");
    }

    private String noted(String past) {
        String first = past;
        for (int axis = 1; axis < 4; axis++) {
            first = blocks.slice(first, axis, 0, 1);
        }
        return blocks.op("Div", blocks.reshape(first, 1), blocks.scalar(NOTE));
    }

    /** The text's embedding and those of the codes. */
    private String embedded() {
        String text = blocks.gather(
                blocks.weight("wte", 1, shape.vocabulary(), shape.width()),
                blocks.gather("input_ids", blocks.whole(0), 2),
                0);
        String codes = blocks.longs(blocks.slice("input_ids", 2, 1, CODEBOOKS + 1));
        long[] offsets = new long[CODEBOOKS];
        for (int i = 0; i < CODEBOOKS; i++) {
            offsets[i] = (long) i * CODES;
        }
        String rows = blocks.op(
                "Where",
                blocks.op("Less", codes, blocks.whole(CODES)),
                blocks.op("Add", codes, blocks.ints(offsets)),
                blocks.whole((long) CODEBOOKS * CODES));
        String table = blocks.weight("audio_embeddings", 0.25, (long) CODEBOOKS * CODES + 1, shape.width());
        return blocks.op("Add", text, blocks.sum(blocks.gather(table, rows, 0), 2));
    }

    private void stack(
            String embedded, String positions, String mask, boolean cached, String frames, String rows, String left) {
        int width = shape.width();
        String cos = blocks.gather(rope(true), positions, 0);
        String sin = blocks.gather(rope(false), positions, 0);
        String x = embedded;
        for (int i = 0; i < shape.layers(); i++) {
            String layer = "h." + i;
            String qkv =
                    blocks.linear(blocks.norm(x, layer + ".ln_1", width), layer + ".attn.c_attn", width, 3 * width);
            String q = turned(part(qkv, 0), cos, sin);
            String k = turned(part(qkv, 1), cos, sin);
            String v = part(qkv, 2);
            if (i == 0) {
                k = noting(k, frames);
                v = noting(v, rows);
            }
            if (cached) {
                k = blocks.concat(1, "past_key_" + i, k);
                v = blocks.concat(1, "past_value_" + i, v);
            }
            graph.rename(k, "present_key_" + i).rename(v, "present_value_" + i);
            String mixed = blocks.attend(q, k, v, mask, shape.heads(), shape.headSize());
            x = blocks.op("Add", x, blocks.linear(mixed, layer + ".attn.c_proj", width, width));
            x = blocks.feedForward(x, layer, width);
        }
        String hidden = blocks.norm(x, "ln_f", width);
        String some = blocks.op(
                "Clip",
                blocks.op("Sub", left, blocks.scalar(0.5)),
                blocks.scalar(-MOST_LEFT),
                blocks.scalar(MOST_LEFT));
        String rest = blocks.slice(hidden, 2, 1, width);
        String zeros = blocks.op("Mul", blocks.slice(hidden, 2, 0, 1), blocks.scalar(0));
        graph.node("Concat")
                .inputs(blocks.op("Add", zeros, some), rest)
                .with("axis", 2)
                .outputs("global_hidden");
    }

    private String part(String qkv, int which) {
        int width = shape.width();
        String part = blocks.slice(qkv, 2, (long) which * width, (long) (which + 1) * width);
        return blocks.reshape(part, 1, -1, shape.heads(), shape.headSize());
    }

    private String noting(String x, String value) {
        String first = blocks.op("Mul", blocks.slice(x, 3, 0, 1), blocks.scalar(0));
        String note = blocks.op("Add", first, blocks.op("Mul", value, blocks.scalar(NOTE)));
        return blocks.concat(3, note, blocks.slice(x, 3, 1, shape.headSize()));
    }

    /** Rotary positions (Su et al. 2021), in halves. */
    private String turned(String x, String cos, String sin) {
        int half = shape.headSize() / 2;
        String swapped =
                blocks.concat(3, blocks.op("Neg", blocks.slice(x, 3, half, 2L * half)), blocks.slice(x, 3, 0, half));
        return blocks.op("Add", blocks.op("Mul", x, cos), blocks.op("Mul", swapped, sin));
    }

    private String rope(boolean cosine) {
        int size = shape.headSize();
        float[] table = new float[POSITIONS * size];
        for (int position = 0; position < POSITIONS; position++) {
            for (int i = 0; i < size; i++) {
                double angle = position / Math.pow(ROPE_BASE, 2.0 * (i % (size / 2)) / size);
                table[position * size + i] = (float) (cosine ? Math.cos(angle) : Math.sin(angle));
            }
        }
        return blocks.given(cosine ? "rope_cos" : "rope_sin", table, POSITIONS, 1, size);
    }

    private void outputs(String hidden, String present) {
        graph.output("global_hidden", FLOAT32, fixed(1), open(hidden), fixed(shape.width()));
        for (int i = 0; i < shape.layers(); i++) {
            for (String kind : List.of("present_key_", "present_value_")) {
                graph.output(kind + i, FLOAT32, fixed(1), open(present), fixed(shape.heads()), fixed(shape.headSize()));
            }
        }
    }

    private static Dimension fixed(long size) {
        return Dimension.of(size);
    }

    private static Dimension open(String name) {
        return Dimension.named(name);
    }
}
