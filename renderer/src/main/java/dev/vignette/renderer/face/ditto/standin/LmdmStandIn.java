package dev.vignette.renderer.face.ditto.standin;

/**
 * The motion diffusion network: a transformer over 80 frames with rotary positions, FiLM by time, and guidance inside
 * ({@code x0 = u + 2·(c − u)}).
 */
final class LmdmStandIn {
    private static final int FRAMES = 80;
    private static final int MOTION = 265;
    private static final int CONDITION = 1103;
    private static final int HEADS = 8;

    private LmdmStandIn() {}

    static void write(Layers layers, Widths widths) {
        int width = widths.of(512, 16);
        String repeated = layers.op(
                "Expand", layers.op("Unsqueeze", "cond_frame", layers.ints(1)), layers.ints(1, FRAMES, MOTION));
        String x = layers.linear(layers.concat(2, "x", repeated), 2 * MOTION, width);
        String tokens = layers.linear("cond", CONDITION, width);
        for (int i = 0; i < 2; i++) {
            tokens = encoder(layers, tokens, width);
        }
        String time = time(layers, width);
        Branch network = new Branch(layers, width, widths.layers(8), time);
        String condition = pooled(layers, tokens, width);
        String none = layers.weights(1, 0.1, 1, FRAMES, width);
        String noCondition = layers.weights(1, 0.1, 1, width);
        int weights = layers.position();
        String with = network.write(x, tokens, condition);
        layers.reuse(weights);
        String without = network.write(x, none, noCondition);
        layers.fresh();
        String change = layers.op("Mul", layers.op("Sub", with, without), layers.scalar(2));
        layers.graph().node("Add").inputs(without, change).outputs("x_start");
        noise(layers);
    }

    private static String encoder(Layers layers, String x, int width) {
        String normed = layers.layerNorm(x, width);
        String turned = rotary(layers, normed, width);
        String attended = layers.op("Add", x, Attention.write(layers, turned, turned, normed, width, HEADS));
        String inner = layers.gelu(layers.linear(layers.layerNorm(attended, width), width, 2 * width));
        return layers.op("Add", attended, layers.linear(inner, 2 * width, width));
    }

    private static String pooled(Layers layers, String tokens, int width) {
        String mean = layers.graph()
                .node("ReduceMean")
                .inputs(tokens)
                .with("axes", new long[] {1})
                .with("keepdims", 0)
                .output();
        String hidden = layers.op("Mul", layers.linear(layers.layerNorm(mean, width), width, width), layers.scalar(1));
        return layers.linear(layers.op("Mul", hidden, layers.op("Sigmoid", hidden)), width, width);
    }

    /** Sines and cosines of the time, then a layer of four times the width. */
    private static String time(Layers layers, int width) {
        float[] rates = new float[width / 2];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = (float) Math.exp(-Math.log(10_000) * i / (rates.length - 1));
        }
        String time =
                layers.graph().node("Cast").inputs("time_cond").with("to", 1).output();
        String angles =
                layers.op("Mul", layers.op("Unsqueeze", time, layers.ints(1)), layers.constant(rates, 1, rates.length));
        String waves = layers.concat(1, layers.op("Sin", angles), layers.op("Cos", angles));
        return layers.mish(layers.linear(waves, width, 4 * width));
    }

    /** Neighbouring numbers turned by an angle that grows with time. */
    private static String rotary(Layers layers, String x, int width) {
        float[] cos = new float[FRAMES * width];
        float[] sin = new float[FRAMES * width];
        for (int i = 0; i < cos.length; i++) {
            int column = i % width;
            int frame = i / width;
            double angle = frame / Math.pow(10_000, (column & ~1) / (double) width);
            cos[i] = (float) Math.cos(angle);
            sin[i] = (float) (column % 2 == 0 ? -Math.sin(angle) : Math.sin(angle));
        }
        String pairs = layers.reshape(x, 1, FRAMES, width / 2, 2);
        String swapped = layers.concat(3, layers.slice(pairs, 3, 1, 2), layers.slice(pairs, 3, 0, 1));
        String flat = layers.reshape(swapped, 1, FRAMES, width);
        return layers.op(
                "Add",
                layers.op("Mul", x, layers.constant(cos, 1, FRAMES, width)),
                layers.op("Mul", flat, layers.constant(sin, 1, FRAMES, width)));
    }

    /** One pass; both passes share their weights. */
    private static final class Branch {
        private final Layers layers;
        private final int width;
        private final int depth;
        private final String time;

        Branch(Layers layers, int width, int depth, String time) {
            this.layers = layers;
            this.width = width;
            this.depth = depth;
            this.time = time;
        }

        String write(String input, String tokens, String pooled) {
            String moment = layers.op("Add", layers.linear(time, 4 * width, width), pooled);
            String timeTokens = layers.reshape(layers.linear(time, 4 * width, 2 * width), 1, 2, width);
            String memory = layers.layerNorm(layers.concat(1, tokens, timeTokens), width);
            String x = input;
            for (int i = 0; i < depth; i++) {
                String normed = layers.layerNorm(x, width);
                String turned = rotary(layers, normed, width);
                x = film(x, Attention.write(layers, turned, turned, normed, width, HEADS), moment);
                String query = rotary(layers, layers.layerNorm(x, width), width);
                x = film(x, Attention.write(layers, query, memory, memory, width, HEADS), moment);
                String inner = layers.gelu(layers.linear(layers.layerNorm(x, width), width, 2 * width));
                x = film(x, layers.linear(inner, 2 * width, width), moment);
            }
            return layers.linear(x, width, MOTION);
        }

        private String film(String x, String branch, String moment) {
            String both = layers.op("Unsqueeze", layers.linear(layers.mish(moment), width, 2 * width), layers.ints(1));
            String scale = layers.op("Add", layers.slice(both, 2, 0, width), layers.scalar(1));
            String shifted =
                    layers.op("Add", layers.op("Mul", branch, scale), layers.slice(both, 2, width, 2L * width));
            return layers.op("Add", x, shifted);
        }
    }

    /** {@code x_t / √(1 − ᾱ) − x0 / √(1/ᾱ − 1)} with ᾱ looked up by time. */
    static void noise(Layers layers) {
        float[] ofMotion = new float[1000];
        float[] ofInput = new float[1000];
        for (int i = 0; i < 1000; i++) {
            double cos = Math.cos((i / 1000.0 + 0.008) / 1.008 * Math.PI / 2);
            double alpha = Math.clamp(cos * cos, 1e-8, 1 - 4e-5);
            ofInput[i] = (float) (1 / Math.sqrt(1 - alpha));
            ofMotion[i] = (float) (1 / Math.sqrt(1 / alpha - 1));
        }
        String input = layers.op("Gather", layers.constant(ofInput, 1000), "time_cond");
        String motion = layers.op("Gather", layers.constant(ofMotion, 1000), "time_cond");
        String first = layers.op("Mul", "x", layers.reshape(input, 1, 1, 1));
        String second = layers.op("Mul", "x_start", layers.reshape(motion, 1, 1, 1));
        layers.graph().node("Sub").inputs(first, second).outputs("pred_noise");
    }
}
