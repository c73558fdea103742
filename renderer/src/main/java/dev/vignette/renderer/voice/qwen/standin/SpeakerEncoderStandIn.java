package dev.vignette.renderer.voice.qwen.standin;

import dev.vignette.inference.graph.GraphBuilder;

/**
 * {@code speaker_encoder}: log-mel spectrum and ECAPA-TDNN (Desplanques et al. 2020) without batch norm, from samples to a
 * vector.
 */
final class SpeakerEncoderStandIn {
    private static final int WINDOW = 1_024;
    private static final int HOP = 256;
    private static final int MELS = 128;
    private static final int SCALE = 8;

    private final SoundLayers layers;
    private final int out;
    private final int divisor;

    SpeakerEncoderStandIn(SoundLayers layers, int out, int divisor) {
        this.layers = layers;
        this.out = out;
        this.divisor = divisor;
    }

    void write(String audio, String embedding) {
        int channels = 512 / divisor;
        String x = tdnn(mel(layers, audio), MELS, channels, 5, 1);
        String[] blocks = new String[3];
        for (int i = 0; i < blocks.length; i++) {
            x = block(x, channels, i + 2);
            blocks[i] = x;
        }
        int all = 3 * channels;
        x = tdnn(layers.concat(1, blocks), all, all, 1, 1);
        String pooled = pooled(x, all);
        String vector = layers.reshape(layers.convolution(pooled, 2 * all, out, 1, 1, 1, 1, 0, 0), out);
        // The first two numbers of the talker's rows have a meaning of their own in stand-ins.
        String rest = layers.slice(vector, 0, 2, out);
        layers.graph().rename(layers.concat(0, layers.filled(0, 2), rest), embedding);
    }

    /** ln of the Slaney mel spectrum of magnitudes, [1, 128, frames], of samples [1, n]. */
    static String mel(SoundLayers layers, String audio) {
        GraphBuilder graph = layers.graph();
        String padded = graph.node("Pad")
                .inputs(layers.op("Unsqueeze", audio, layers.ints(1)), layers.ints(0, 0, 384, 0, 0, 384))
                .with("mode", "reflect")
                .output();
        int bins = WINDOW / 2 + 1;
        float[] basis = new float[2 * bins * WINDOW];
        for (int bin = 0; bin < bins; bin++) {
            for (int n = 0; n < WINDOW; n++) {
                double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / WINDOW);
                double angle = 2 * Math.PI * bin * n / WINDOW;
                basis[bin * WINDOW + n] = (float) (hann * Math.cos(angle));
                basis[(bins + bin) * WINDOW + n] = (float) (-hann * Math.sin(angle));
            }
        }
        String spectrum = graph.node("Conv")
                .inputs(padded, layers.constant(basis, 2L * bins, 1, WINDOW))
                .with("strides", new long[] {HOP})
                .output();
        String real = layers.slice(spectrum, 1, 0, bins);
        String imaginary = layers.slice(spectrum, 1, bins, 2L * bins);
        String power = layers.op("Add", layers.op("Mul", real, real), layers.op("Mul", imaginary, imaginary));
        String magnitude = layers.op("Sqrt", layers.op("Add", power, layers.scalar(1e-9)));
        String bands = layers.op("MatMul", layers.constant(filters(bins), MELS, bins), magnitude);
        return layers.op("Log", layers.op("Max", bands, layers.scalar(1e-5)));
    }

    /** Slaney's mel filters of equal area, 0 to 12 kHz. */
    private static float[] filters(int bins) {
        double[] edges = new double[MELS + 2];
        double top = mels(12_000);
        for (int i = 0; i < edges.length; i++) {
            edges[i] = hertz(top * i / (edges.length - 1));
        }
        float[] filters = new float[MELS * bins];
        for (int band = 0; band < MELS; band++) {
            for (int bin = 0; bin < bins; bin++) {
                double f = bin * 24_000.0 / WINDOW;
                double up = (f - edges[band]) / (edges[band + 1] - edges[band]);
                double down = (edges[band + 2] - f) / (edges[band + 2] - edges[band + 1]);
                filters[band * bins + bin] =
                        (float) (Math.max(0, Math.min(up, down)) * 2 / (edges[band + 2] - edges[band]));
            }
        }
        return filters;
    }

    private static double mels(double hertz) {
        return hertz < 1_000 ? hertz * 3 / 200 : 15 + Math.log(hertz / 1_000) * 27 / Math.log(6.4);
    }

    private static double hertz(double mels) {
        return mels < 15 ? mels * 200 / 3 : 1_000 * Math.exp((mels - 15) * Math.log(6.4) / 27);
    }

    private String tdnn(String x, int in, int channels, int kernel, int dilation) {
        int reach = dilation * (kernel - 1) / 2;
        String padded = reach == 0
                ? x
                : layers.graph()
                        .node("Pad")
                        .inputs(x, layers.ints(0, 0, reach, 0, 0, reach))
                        .with("mode", "reflect")
                        .output();
        return layers.op("Relu", layers.convolution(padded, in, channels, kernel, 1, dilation, 1, 0, 0));
    }

    /** SE-Res2Net. */
    private String block(String x, int channels, int dilation) {
        String inner = tdnn(x, channels, channels, 1, 1);
        int each = channels / SCALE;
        String[] parts = new String[SCALE];
        for (int i = 0; i < SCALE; i++) {
            String part = layers.slice(inner, 1, (long) i * each, (i + 1L) * each);
            parts[i] =
                    i == 0 ? part : tdnn(i == 1 ? part : layers.op("Add", part, parts[i - 1]), each, each, 3, dilation);
        }
        inner = tdnn(layers.concat(1, parts), channels, channels, 1, 1);
        int squeezed = Math.max(2, 128 / divisor);
        String gate =
                layers.op("Relu", layers.convolution(layers.mean(inner, 2), channels, squeezed, 1, 1, 1, 1, 0, 0));
        gate = layers.op("Sigmoid", layers.convolution(gate, squeezed, channels, 1, 1, 1, 1, 0, 0));
        return layers.op("Add", x, layers.op("Mul", inner, gate));
    }

    /** Mean and deviation over time, weighted by attention. */
    private String pooled(String x, int channels) {
        String mean = layers.mean(x, 2);
        String shape = layers.op("Shape", x);
        String context = layers.concat(
                1, x, layers.op("Expand", mean, shape), layers.op("Expand", deviation(x, mean, ""), shape));
        int narrow = Math.max(2, 128 / divisor);
        String attention = layers.op("Tanh", tdnn(context, 3 * channels, narrow, 1, 1));
        attention = layers.softmax(layers.convolution(attention, narrow, channels, 1, 1, 1, 1, 0, 0), 2);
        String weighted = layers.op("ReduceSum", layers.op("Mul", attention, x), layers.ints(2));
        return layers.concat(1, weighted, deviation(x, weighted, attention));
    }

    private String deviation(String x, String mean, String attention) {
        String apart = layers.op("Sub", x, mean);
        String square = layers.op("Mul", apart, apart);
        String variance = attention.isEmpty()
                ? layers.mean(square, 2)
                : layers.op("ReduceSum", layers.op("Mul", attention, square), layers.ints(2));
        return layers.op("Sqrt", layers.op("Max", variance, layers.scalar(1e-12)));
    }
}
