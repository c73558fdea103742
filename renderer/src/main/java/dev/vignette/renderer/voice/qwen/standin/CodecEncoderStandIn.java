package dev.vignette.renderer.voice.qwen.standin;

import dev.vignette.renderer.voice.qwen.model.QwenConfig;

/**
 * {@code tok_encoder}: the encoder of Mimi (Défossez et al. 2024) over one second, sixteen of its quantisers kept.
 */
final class CodecEncoderStandIn {
    private static final int[] RATES = {4, 5, 6, 8};
    private static final int FRAMES = 25;

    private final SoundLayers layers;
    private final QwenConfig config;
    private final int divisor;

    CodecEncoderStandIn(SoundLayers layers, QwenConfig config, int divisor) {
        this.layers = layers;
        this.config = config;
        this.divisor = divisor;
    }

    void write(String audio, String codes) {
        int channels = Math.max(2, 64 / divisor);
        String x = layers.causal(audio, 1, channels, 7, 1);
        for (int rate : RATES) {
            String inner = layers.causal(layers.op("Elu", x), channels, Math.max(1, channels / 2), 3, 1);
            inner = layers.causal(layers.op("Elu", inner), Math.max(1, channels / 2), channels, 1, 1);
            x = layers.op("Elu", layers.op("Add", x, inner));
            x = layers.convolution(x, channels, 2 * channels, 2 * rate, rate, 1, 1, rate, 0);
            channels *= 2;
        }
        int hidden = Math.max(16, 512 / divisor);
        x = layers.causal(layers.op("Elu", x), channels, hidden, 3, 1);
        x = layers.transpose(x, 0, 2, 1);
        x = layers.transformer(x, divisor == 1 ? 8 : 1, FRAMES, hidden, 8, hidden / 8, 4 * hidden, 250, false);
        x = layers.transpose(x, 0, 2, 1);
        // 25 Hz to 12.5 Hz; 25 frames give 13.
        x = layers.convolution(x, hidden, hidden, 4, 2, 1, 1, 2, 1);
        int dimension = Math.max(4, 256 / divisor);
        String first = quantised(projected(x, hidden, dimension), dimension, 1);
        String rest = quantised(projected(x, hidden, dimension), dimension, config.codebooks() - 1);
        layers.graph().rename(layers.concat(2, first, rest), codes);
    }

    /** [1, frames, dimension]. */
    private String projected(String x, int hidden, int dimension) {
        return layers.transpose(layers.convolution(x, hidden, dimension, 1, 1, 1, 1, 0, 0), 0, 2, 1);
    }

    /** The nearest entry of each codebook in turn, of what those before left over; [1, frames, books]. */
    private String quantised(String x, int dimension, int books) {
        String[] codes = new String[books];
        for (int book = 0; book < books; book++) {
            String table = layers.weights(1, 1, config.codebookSize(), dimension);
            String squares = layers.op("Mul", table, table);
            String lengths = layers.graph()
                    .node("ReduceSum")
                    .inputs(squares, layers.ints(1))
                    .with("keepdims", 0)
                    .output();
            String product = layers.op("Mul", layers.op("MatMul", x, layers.transpose(table, 1, 0)), layers.scalar(2));
            String nearest = layers.graph()
                    .node("ArgMax")
                    .inputs(layers.op("Sub", product, lengths))
                    .with("axis", 2)
                    .with("keepdims", 0)
                    .output();
            x = layers.op("Sub", x, layers.op("Gather", table, nearest));
            codes[book] = layers.op("Unsqueeze", nearest, layers.ints(2));
        }
        return books == 1 ? codes[0] : layers.concat(2, codes);
    }
}
