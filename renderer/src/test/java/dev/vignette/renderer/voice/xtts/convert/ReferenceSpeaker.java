package dev.vignette.renderer.voice.xtts.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The speaker encoder of XTTS-v2, which looks at spectra as at pictures, from {@link ReferenceLayers}. */
final class ReferenceSpeaker {
    private final ReferenceLayers layers;
    private final XttsSizes sizes;

    ReferenceSpeaker(ReferenceLayers layers) {
        this.layers = layers;
        this.sizes = layers.sizes();
    }

    /** §4: bands × frames to a vector of length one. */
    double[] vector(double[][] mel) {
        String prefix = "hifigan_decoder.speaker_encoder.";
        double[][][] x = image(new double[][][] {mel}, prefix + "conv1.weight", layers.w(prefix + "conv1.bias"), 1, 3);
        x = normed(relu(x), prefix + "bn1");
        for (int stage = 0; stage < 4; stage++) {
            for (int b = 0; b < sizes.speakerBlocks().get(stage); b++) {
                x = block(x, prefix + "layer" + (stage + 1) + "." + b + ".", stage > 0 && b == 0);
            }
        }
        // Channel-major: index = channel · rows + row.
        List<double[]> flat = new ArrayList<>();
        for (double[][] channel : x) {
            flat.addAll(Arrays.asList(channel));
        }
        double[][] rows = flat.toArray(new double[0][]);
        double[][] inner = layers.pointwise(rows, prefix + "attention.0");
        for (int c = 0; c < inner.length; c++) {
            for (int t = 0; t < inner[c].length; t++) {
                inner[c][t] = layers.batchNorm(Math.max(0, inner[c][t]), prefix + "attention.2", c)[0];
            }
        }
        double[][] scores = layers.pointwise(inner, prefix + "attention.3");
        double[][] statistics = new double[1][2 * rows.length];
        for (int c = 0; c < rows.length; c++) {
            double best = Arrays.stream(scores[c]).max().orElseThrow();
            double sum = Arrays.stream(scores[c]).map(s -> Math.exp(s - best)).sum();
            double mean = 0;
            double square = 0;
            for (int t = 0; t < rows[c].length; t++) {
                double share = Math.exp(scores[c][t] - best) / sum;
                mean += share * rows[c][t];
                square += share * rows[c][t] * rows[c][t];
            }
            statistics[0][c] = mean;
            statistics[0][rows.length + c] = Math.sqrt(Math.max(square - mean * mean, 1e-5));
        }
        double[] all = layers.linear(statistics, prefix + "fc.weight", prefix + "fc.bias")[0];
        double norm = Math.sqrt(Arrays.stream(all).map(value -> value * value).sum());
        return Arrays.stream(all).map(value -> value / norm).toArray();
    }

    private double[][][] block(double[][][] x, String block, boolean halves) {
        int stride = halves ? 2 : 1;
        double[][][] y = normed(relu(image(x, block + "conv1.weight", new float[0], stride, 3)), block + "bn1");
        y = normed(image(y, block + "conv2.weight", new float[0], 1, 3), block + "bn2");
        double[][] means = new double[1][y.length];
        for (int c = 0; c < y.length; c++) {
            means[0][c] = Arrays.stream(y[c])
                    .flatMapToDouble(Arrays::stream)
                    .average()
                    .orElseThrow();
        }
        double[][] inner = layers.linear(means, block + "se.fc.0.weight", block + "se.fc.0.bias");
        inner[0] = Arrays.stream(inner[0]).map(value -> Math.max(0, value)).toArray();
        double[] gates = layers.linear(inner, block + "se.fc.2.weight", block + "se.fc.2.bias")[0];
        double[][][] shortcut = halves
                ? normed(image(x, block + "downsample.0.weight", new float[0], 2, 1), block + "downsample.1")
                : x;
        for (int c = 0; c < y.length; c++) {
            for (int i = 0; i < y[c].length; i++) {
                for (int t = 0; t < y[c][i].length; t++) {
                    y[c][i][t] = y[c][i][t] / (1 + Math.exp(-gates[c])) + shortcut[c][i][t];
                }
            }
        }
        return relu(y);
    }

    private static double[][][] relu(double[][][] x) {
        for (double[][] channel : x) {
            for (double[] row : channel) {
                for (int t = 0; t < row.length; t++) {
                    row[t] = Math.max(0, row[t]);
                }
            }
        }
        return x;
    }

    private double[][][] normed(double[][][] x, String layer) {
        for (int c = 0; c < x.length; c++) {
            double scale = layers.w(layer + ".weight")[c] / Math.sqrt(layers.w(layer + ".running_var")[c] + 1e-5);
            double shift = layers.w(layer + ".bias")[c] - scale * layers.w(layer + ".running_mean")[c];
            for (double[] row : x[c]) {
                for (int t = 0; t < row.length; t++) {
                    row[t] = row[t] * scale + shift;
                }
            }
        }
        return x;
    }

    private double[][][] image(double[][][] x, String weight, float[] bias, int stride, int kernel) {
        float[] w = layers.w(weight);
        int in = x.length;
        int out = w.length / (in * kernel * kernel);
        int pad = kernel / 2;
        int height = (x[0].length + 2 * pad - kernel) / stride + 1;
        int width = (x[0][0].length + 2 * pad - kernel) / stride + 1;
        double[][][] y = new double[out][height][width];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < height; i++) {
                for (int t = 0; t < width; t++) {
                    double sum = bias.length == 0 ? 0 : bias[o];
                    for (int c = 0; c < in; c++) {
                        for (int a = 0; a < kernel; a++) {
                            for (int b = 0; b < kernel; b++) {
                                int row = i * stride + a - pad;
                                int column = t * stride + b - pad;
                                if (row >= 0 && row < x[c].length && column >= 0 && column < x[c][0].length) {
                                    sum += x[c][row][column] * w[((o * in + c) * kernel + a) * kernel + b];
                                }
                            }
                        }
                    }
                    y[o][i][t] = sum;
                }
            }
        }
        return y;
    }
}
