package dev.vignette.renderer.voice.moss.standin;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT32;
import static dev.vignette.renderer.voice.moss.standin.MossShape.CODEBOOKS;
import static dev.vignette.renderer.voice.moss.standin.MossShape.CODES;
import static dev.vignette.renderer.voice.moss.standin.MossShape.FRAME;

import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The codec: four stacks of causal transformer layers at 12.5, 25, 50 and 100 positions a second, the last of which weighs
 * harmonics of 150 Hz: the stand-in hums, brighter or darker by its codes. {@code decode_step} has the states that {@link
 * StandInSettings} describes, and gives what {@code decode_full} gives.
 */
final class CodecGraphs {
    static final int STACKS = 4;
    private static final int HARMONICS = 12;
    /** In cycles of a frame: whole numbers, so that frames join without a jump. */
    private static final int PITCH = 12;

    private static final double LOUDNESS = 0.12;

    private final MossShape shape;
    private final Blocks blocks;
    private final GraphBuilder graph;
    private final boolean streaming;
    private final List<Runnable> outputs = new ArrayList<>();
    private int attention;

    private CodecGraphs(String name, MossShape shape, SharedWeights weights, boolean streaming) {
        this.shape = shape;
        this.streaming = streaming;
        graph = GraphBuilder.named(name).standIn();
        blocks = new Blocks(graph, weights);
    }

    static GraphBuilder decodeFull(MossShape shape, SharedWeights weights) {
        CodecGraphs graphs = new CodecGraphs("moss codec decoder stand-in", shape, weights, false);
        graphs.decode();
        return graphs.graph;
    }

    static GraphBuilder decodeStep(MossShape shape, SharedWeights weights) {
        CodecGraphs graphs = new CodecGraphs("moss codec step stand-in", shape, weights, true);
        graphs.decode();
        return graphs.graph;
    }

    static GraphBuilder encode(MossShape shape, SharedWeights weights) {
        CodecGraphs graphs = new CodecGraphs("moss codec encoder stand-in", shape, weights, false);
        graphs.encode();
        return graphs.graph;
    }

    private void decode() {
        int width = shape.codecWidth();
        graph.input("audio_codes", INT32, fixed(1), open("frames"), fixed(CODEBOOKS));
        graph.input("audio_code_lengths", INT32, fixed(1));
        long[] offsets = new long[CODEBOOKS];
        for (int i = 0; i < CODEBOOKS; i++) {
            offsets[i] = (long) i * CODES;
        }
        String rows = blocks.op("Add", blocks.longs("audio_codes"), blocks.ints(offsets));
        String x = blocks.sum(
                blocks.gather(blocks.weight("codebooks", 0.25, (long) CODEBOOKS * CODES, width), rows, 0), 2);
        for (int stack = 0; stack < STACKS; stack++) {
            x = stack(x, stack);
            if (stack + 1 < STACKS) {
                x = blocks.reshape(blocks.linear(x, "upsample." + stack, width, 2 * width), 1, -1, width);
            }
        }
        sound(x);
        graph.rename(
                blocks.ints32(blocks.op("Mul", blocks.longs("audio_code_lengths"), blocks.whole(FRAME))),
                "audio_lengths");
        graph.output("audio", FLOAT32, fixed(1), fixed(2), open("samples"));
        graph.output("audio_lengths", INT32, fixed(1));
        outputs.forEach(Runnable::run);
    }

    /** Layers that look back on at most {@code context} positions. */
    private String stack(String input, int stack) {
        int width = shape.codecWidth();
        String positions = blocks.positions(input, 1);
        if (streaming) {
            String from = input("transformer_offset_" + stack, 1);
            positions = blocks.op("Add", positions, blocks.longs(from));
            String next = blocks.op("Add", blocks.longs(from), blocks.size(input, 1));
            give(blocks.ints32(next), "transformer_offset_out_" + stack, 1);
        }
        String x = input;
        for (int layer = 0; layer < shape.codecLayers(); layer++) {
            String name = "decoder." + stack + "." + layer;
            String qkv = blocks.linear(blocks.norm(x, name + ".ln_1", width), name + ".attn", width, 3 * width);
            String mixed = streaming ? remembering(qkv, positions) : whole(qkv, positions);
            x = blocks.op("Add", x, blocks.linear(mixed, name + ".proj", width, width));
            x = blocks.feedForward(x, name, width);
        }
        return blocks.norm(x, "decoder." + stack + ".ln_f", width);
    }

    private String whole(String qkv, String positions) {
        return blocks.attend(
                part(qkv, 0),
                part(qkv, 1),
                part(qkv, 2),
                blocks.mask(allowed(positions, positions)),
                shape.codecHeads(),
                shape.codecHeadSize());
    }

    private String remembering(String qkv, String positions) {
        int i = attention++;
        int context = shape.context();
        long[] cache = {1, shape.codecHeads(), context, shape.codecHeadSize()};
        String from = input("attn_offset_" + i, 1);
        String count = blocks.size(qkv, 1);
        give(blocks.ints32(blocks.op("Add", blocks.longs(from), count)), "attn_offset_out_" + i, 1);
        graph.input("attn_cached_keys_" + i, FLOAT32, Dimension.all(cache));
        graph.input("attn_cached_values_" + i, FLOAT32, Dimension.all(cache));
        String before = input("attn_cached_positions_" + i, 1, context);
        String keys = blocks.concat(1, blocks.transpose("attn_cached_keys_" + i, 0, 2, 1, 3), part(qkv, 1));
        String values = blocks.concat(1, blocks.transpose("attn_cached_values_" + i, 0, 2, 1, 3), part(qkv, 2));
        String known = blocks.concat(0, blocks.reshape(blocks.longs(before), -1), positions);
        String mask = blocks.mask(
                blocks.op("And", allowed(positions, known), blocks.op("GreaterOrEqual", known, blocks.whole(0))));
        String mixed = blocks.attend(part(qkv, 0), keys, values, mask, shape.codecHeads(), shape.codecHeadSize());
        give(last(blocks.transpose(keys, 0, 2, 1, 3), 2), "attn_cached_keys_out_" + i, cache);
        give(last(blocks.transpose(values, 0, 2, 1, 3), 2), "attn_cached_values_out_" + i, cache);
        give(blocks.ints32(blocks.reshape(last(known, 0), 1, context)), "attn_cached_positions_out_" + i, 1, context);
        return mixed;
    }

    private String last(String x, int axis) {
        return blocks.slice(x, axis, -shape.context(), Integer.MAX_VALUE);
    }

    private String part(String qkv, int which) {
        int width = shape.codecWidth();
        String part = blocks.slice(qkv, 2, (long) which * width, (long) (which + 1) * width);
        return blocks.reshape(part, 1, -1, shape.codecHeads(), shape.codecHeadSize());
    }

    /** Up to its own position and not too far back, {@code [queries, keys]}. */
    private String allowed(String queries, String keys) {
        String q = blocks.op("Unsqueeze", queries, blocks.ints(1));
        String k = blocks.op("Unsqueeze", keys, blocks.ints(0));
        String back = blocks.op("Sub", q, k);
        return blocks.op(
                "And",
                blocks.op("GreaterOrEqual", back, blocks.whole(0)),
                blocks.op("Less", back, blocks.whole(shape.context())));
    }

    /** Each frame's eight positions together weigh the harmonics; both channels are nearly the same. */
    private void sound(String x) {
        int inner = shape.codecWidth() << (STACKS - 1);
        String frames = blocks.reshape(x, 1, -1, inner);
        String colour = blocks.op("Tanh", blocks.linear(frames, "colour", inner, 2 * HARMONICS));
        float[] base = new float[2 * HARMONICS];
        float[] depth = new float[2 * HARMONICS];
        for (int i = 0; i < base.length; i++) {
            base[i] = (float) (LOUDNESS / (1 + i % HARMONICS));
            depth[i] = base[i] / 3;
        }
        String weights = blocks.op(
                "Add",
                blocks.op("Mul", colour, blocks.given("depth", depth, base.length)),
                blocks.given("base", base, base.length));
        String both = blocks.op(
                "MatMul",
                blocks.reshape(weights, -1, 2, HARMONICS),
                blocks.given("harmonics", harmonics(), HARMONICS, FRAME));
        graph.node("Reshape")
                .inputs(blocks.transpose(both, 1, 0, 2), blocks.ints(1, 2, -1))
                .outputs("audio");
    }

    /** Swelling and fading in each frame, and the same at both of its ends. */
    private static float[] harmonics() {
        float[] table = new float[HARMONICS * FRAME];
        for (int k = 0; k < HARMONICS; k++) {
            for (int i = 0; i < FRAME; i++) {
                double time = i / (double) FRAME;
                double swell = 0.5 + 0.5 * Math.sin(Math.PI * time);
                table[k * FRAME + i] = (float) (swell * Math.sin(2 * Math.PI * PITCH * (k + 1) * time + k));
            }
        }
        return table;
    }

    private void encode() {
        int width = shape.codecWidth();
        graph.input("waveform", FLOAT32, fixed(1), fixed(2), open("samples"));
        graph.input("input_lengths", INT32, fixed(1));
        String features = graph.node("Conv")
                .inputs("waveform", blocks.weight("encoder.conv", 8 / Math.sqrt(2.0 * FRAME), width, 2, FRAME))
                .with("strides", new long[] {FRAME})
                .with("pads", new long[] {0, FRAME - 1})
                .output();
        String x = blocks.transpose(features, 0, 2, 1);
        for (int layer = 0; layer < STACKS * shape.codecLayers(); layer++) {
            String name = "encoder." + layer;
            String qkv = blocks.linear(blocks.norm(x, name + ".ln_1", width), name + ".attn", width, 3 * width);
            String mixed = whole(qkv, blocks.positions(x, 1));
            x = blocks.op("Add", x, blocks.linear(mixed, name + ".proj", width, width));
            x = blocks.feedForward(x, name, width);
        }
        String[] codes = new String[CODEBOOKS];
        for (int i = 0; i < CODEBOOKS; i++) {
            String likeness =
                    blocks.op("MatMul", x, blocks.weight("encoder.codebook." + i, 1 / Math.sqrt(width), width, CODES));
            codes[i] = graph.node("ArgMax")
                    .inputs(likeness)
                    .with("axis", 2)
                    .with("keepdims", 1)
                    .output();
        }
        graph.rename(blocks.ints32(blocks.concat(2, codes)), "audio_codes");
        String frames = blocks.op(
                "Div", blocks.op("Add", blocks.longs("input_lengths"), blocks.whole(FRAME - 1)), blocks.whole(FRAME));
        graph.rename(blocks.ints32(frames), "audio_code_lengths");
        graph.output("audio_codes", INT32, fixed(1), open("frames"), fixed(CODEBOOKS));
        graph.output("audio_code_lengths", INT32, fixed(1));
    }

    private String input(String name, long... sides) {
        return graph.input(name, INT32, Dimension.all(sides));
    }

    private void give(String value, String name, long... sides) {
        graph.rename(value, name);
        boolean floats = name.contains("keys") || name.contains("values");
        outputs.add(() -> graph.output(name, floats ? FLOAT32 : INT32, Dimension.all(sides)));
    }

    private static Dimension fixed(long size) {
        return Dimension.of(size);
    }

    private static Dimension open(String name) {
        return Dimension.named(name);
    }
}
