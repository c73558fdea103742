package dev.vignette.renderer.voice.qwen.standin;

import dev.vignette.renderer.voice.qwen.model.QwenConfig;

/**
 * {@code tok_decoder}: split residual quantiser, attention over frames, two ConvNeXt steps and a SnakeBeta vocoder, causal from
 * end to end. What comes out is a hum of 200 Hz that the network makes uneven, so that guards take it for a voice.
 */
final class CodecDecoderStandIn {
    private static final int FRAMES = 25;
    private static final int SAMPLES = 1_920;
    private static final int[] RATES = {8, 5, 4, 3};
    private static final int[] DILATIONS = {1, 3, 9};
    private static final double HUM_HERTZ = 200;

    private final SoundLayers layers;
    private final QwenConfig config;
    private final int divisor;

    CodecDecoderStandIn(SoundLayers layers, QwenConfig config, int divisor) {
        this.layers = layers;
        this.config = config;
        this.divisor = divisor;
    }

    private int of(int published) {
        return Math.max(2, published / divisor);
    }

    void write(String codes, String waveform) {
        int codebook = of(512);
        int latent = of(1024);
        int hidden = of(512);
        String first = quantised(codes, 0, 1);
        String rest = quantised(codes, 1, config.codebooks());
        String x = layers.op("Add", projected(first, codebook), projected(rest, codebook));
        x = layers.causal(x, codebook, latent, 3, 1);
        String rows = layers.linear(layers.transpose(x, 0, 2, 1), latent, hidden, 1);
        rows = layers.transformer(
                rows, divisor == 1 ? 8 : 1, FRAMES, hidden, 16, Math.max(2, 64 / divisor), of(1024), 72, true);
        x = layers.transpose(layers.linear(layers.rms(rows, hidden), hidden, latent, 1), 0, 2, 1);
        for (int i = 0; i < 2; i++) {
            x = convNext(layers.longer(x, latent, latent, 2, 2), latent);
        }
        int channels = of(1536);
        x = layers.causal(x, latent, channels, 7, 1);
        for (int rate : RATES) {
            int next = Math.max(2, channels / 2);
            x = layers.longer(layers.snake(x, channels), channels, next, 2 * rate, rate);
            for (int dilation : DILATIONS) {
                String inner = layers.causal(layers.snake(x, next), next, next, 7, dilation);
                x = layers.op("Add", x, layers.causal(layers.snake(inner, next), next, next, 1, 1));
            }
            channels = next;
        }
        x = layers.causal(layers.snake(x, channels), channels, 1, 7, 1);
        layers.graph()
                .rename(
                        layers.graph()
                                .node("Clip")
                                .inputs(hummed(x), layers.scalar(-1), layers.scalar(1))
                                .output(),
                        waveform);
    }

    /** The sum of the codebooks' entries, [1, dimension, frames]. */
    private String quantised(String codes, int from, int to) {
        int dimension = of(256);
        String sum = "";
        for (int book = from; book < to; book++) {
            String ids = layers.reshape(layers.slice(codes, 2, book, book + 1), 1, FRAMES);
            String rows = layers.op("Gather", layers.weights(1, 1, config.codebookSize(), dimension), ids);
            sum = sum.isEmpty() ? rows : layers.op("Add", sum, rows);
        }
        return layers.transpose(sum, 0, 2, 1);
    }

    private String projected(String x, int codebook) {
        return layers.causal(x, of(256), codebook, 1, 1);
    }

    private String convNext(String x, int channels) {
        String inner = layers.convolution(x, channels, channels, 7, 1, 1, channels, 6, 0);
        inner = layers.layerNorm(layers.transpose(inner, 0, 2, 1), channels, 1e-6f);
        inner = layers.gelu(layers.linear(inner, channels, 4 * channels, 1));
        inner = layers.linear(inner, 4 * channels, channels, 1);
        inner = layers.op("Mul", inner, layers.filled(0.1, channels));
        return layers.op("Add", x, layers.transpose(inner, 0, 2, 1));
    }

    /** The frames' lengths are whole periods, so that the hum goes on wherever a window begins. */
    private String hummed(String x) {
        float[] hum = new float[FRAMES * SAMPLES];
        for (int i = 0; i < hum.length; i++) {
            double phase = 2 * Math.PI * HUM_HERTZ * i / 24_000;
            hum[i] = (float) (0.12 * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(3 * phase)));
        }
        String uneven = layers.op("Mul", layers.op("Tanh", x), layers.scalar(0.02));
        return layers.op("Add", uneven, layers.constant(hum, 1, 1, hum.length));
    }
}
