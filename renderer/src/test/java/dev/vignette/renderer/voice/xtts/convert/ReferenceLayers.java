package dev.vignette.renderer.voice.xtts.convert;

import java.nio.file.Path;

/**
 * The layers of XTTS-v2 in plain loops, in double precision, straight from a checkpoint: written from the specification's formulas,
 * without the graphs. Matrices are {@code [rows][columns]}; for sound, rows are channels and columns time.
 */
final class ReferenceLayers implements AutoCloseable {
    private final XttsWeights weights;

    ReferenceLayers(Path checkpoint) {
        weights = XttsWeights.open(checkpoint);
    }

    XttsSizes sizes() {
        return weights.sizes();
    }

    float[] w(String name) {
        return weights.floats(name);
    }

    static double[][] rows(float[] flat, int columns) {
        double[][] rows = new double[flat.length / columns][columns];
        for (int i = 0; i < flat.length; i++) {
            rows[i / columns][i % columns] = flat[i];
        }
        return rows;
    }

    static double[] flat(double[][] rows) {
        double[] flat = new double[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }

    static double[][] transposed(double[][] x) {
        double[][] out = new double[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < x[0].length; k++) {
                out[k][i] = x[i][k];
            }
        }
        return out;
    }

    static double[][] plus(double[][] a, double[][] b) {
        double[][] out = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < a[0].length; k++) {
                // A column is added to every column.
                out[i][k] = a[i][k] + b[i][b[0].length == 1 ? 0 : k];
            }
        }
        return out;
    }

    /** A convolution over time with a kernel of one. */
    double[][] pointwise(double[][] x, String layer) {
        float[] bias = w(layer + ".bias");
        return conv(x, w(layer + ".weight"), bias, bias.length, 1, 1);
    }

    /** x·Wᵀ + b for weights stored as outputs × inputs; no bias if the checkpoint has none. */
    double[][] linear(double[][] x, String weight, String bias) {
        int in = x[0].length;
        float[] w = w(weight);
        float[] b = bias.isEmpty() ? new float[w.length / in] : w(bias);
        double[][] out = new double[x.length][w.length / in];
        for (int i = 0; i < x.length; i++) {
            for (int o = 0; o < out[0].length; o++) {
                double sum = b[o];
                for (int k = 0; k < in; k++) {
                    sum += x[i][k] * w[o * in + k];
                }
                out[i][o] = sum;
            }
        }
        return out;
    }

    /** x·W + b for weights stored as inputs × outputs. */
    double[][] linearInOut(double[][] x, String layer) {
        int in = x[0].length;
        float[] w = w(layer + ".weight");
        float[] b = w(layer + ".bias");
        double[][] out = new double[x.length][b.length];
        for (int i = 0; i < x.length; i++) {
            for (int o = 0; o < b.length; o++) {
                double sum = b[o];
                for (int k = 0; k < in; k++) {
                    sum += x[i][k] * w[k * b.length + o];
                }
                out[i][o] = sum;
            }
        }
        return out;
    }

    double[][] layerNorm(double[][] x, String layer) {
        float[] gain = w(layer + ".weight");
        float[] shift = w(layer + ".bias");
        double[][] out = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            normInto(x[i], out[i]);
            for (int k = 0; k < gain.length; k++) {
                out[i][k] = out[i][k] * gain[k] + shift[k];
            }
        }
        return out;
    }

    private static void normInto(double[] x, double[] out) {
        double mean = 0;
        for (double value : x) {
            mean += value / x.length;
        }
        double variance = 0;
        for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        for (int k = 0; k < x.length; k++) {
            out[k] = (x[k] - mean) / Math.sqrt(variance + 1e-5);
        }
    }

    /** Channels in 32 groups, each normed over its channels and time. */
    double[][] groupNorm(double[][] x, String layer) {
        float[] gain = w(layer + ".weight");
        float[] shift = w(layer + ".bias");
        int time = x[0].length;
        int size = x.length / 32;
        double[][] out = new double[x.length][time];
        for (int g = 0; g < 32; g++) {
            double[] group = new double[size * time];
            for (int i = 0; i < group.length; i++) {
                group[i] = x[g * size + i / time][i % time];
            }
            normInto(group, group);
            for (int i = 0; i < group.length; i++) {
                int c = g * size + i / time;
                out[c][i % time] = group[i] * gain[c] + shift[c];
            }
        }
        return out;
    }

    double[] batchNorm(double x, String layer, int channel) {
        double scale = w(layer + ".weight")[channel] / Math.sqrt(w(layer + ".running_var")[channel] + 1e-5);
        return new double[] {(x - w(layer + ".running_mean")[channel]) * scale + w(layer + ".bias")[channel]};
    }

    /** Softmax of q·kᵀ·scale, times v; {@code causal}: row i sees keys up to {@code i + keys − queries}. */
    static double[][] attend(double[][] q, double[][] k, double[][] v, double scale, boolean causal) {
        double[][] out = new double[q.length][v[0].length];
        for (int i = 0; i < q.length; i++) {
            int end = causal ? i + 1 + k.length - q.length : k.length;
            double[] score = new double[end];
            double best = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < end; j++) {
                for (int c = 0; c < q[0].length; c++) {
                    score[j] += q[i][c] * k[j][c] * scale;
                }
                best = Math.max(best, score[j]);
            }
            double sum = 0;
            for (int j = 0; j < end; j++) {
                score[j] = Math.exp(score[j] - best);
                sum += score[j];
            }
            for (int j = 0; j < end; j++) {
                for (int c = 0; c < v[0].length; c++) {
                    out[i][c] += score[j] / sum * v[j][c];
                }
            }
        }
        return out;
    }

    static double[][] columns(double[][] x, int from, int to) {
        double[][] out = new double[x.length][to - from];
        for (int i = 0; i < x.length; i++) {
            System.arraycopy(x[i], from, out[i], 0, to - from);
        }
        return out;
    }

    /** A convolution over time that keeps its length. */
    static double[][] conv(double[][] x, float[] w, float[] b, int out, int kernel, int dilation) {
        int in = x.length;
        int time = x[0].length;
        int pad = dilation * (kernel - 1) / 2;
        double[][] y = new double[out][time];
        for (int o = 0; o < out; o++) {
            for (int t = 0; t < time; t++) {
                double sum = b.length == 0 ? 0 : b[o];
                for (int c = 0; c < in; c++) {
                    for (int k = 0; k < kernel; k++) {
                        int at = t + k * dilation - pad;
                        if (at >= 0 && at < time) {
                            sum += x[c][at] * w[(o * in + c) * kernel + k];
                        }
                    }
                }
                y[o][t] = sum;
            }
        }
        return y;
    }

    /** A transposed convolution: every input sample throws its kernel into the output. */
    static double[][] lengthen(double[][] x, float[] w, float[] b, int out, int kernel, int stride) {
        int pad = (kernel - stride) / 2;
        int time = x[0].length * stride;
        double[][] y = new double[out][time];
        for (int o = 0; o < out; o++) {
            for (int t = 0; t < time; t++) {
                y[o][t] = b[o];
            }
            for (int c = 0; c < x.length; c++) {
                for (int t = 0; t < x[0].length; t++) {
                    for (int k = 0; k < kernel; k++) {
                        int at = t * stride + k - pad;
                        if (at >= 0 && at < time) {
                            y[o][at] += x[c][t] * w[(c * out + o) * kernel + k];
                        }
                    }
                }
            }
        }
        return y;
    }

    /** g·v/‖v‖, by its definition. */
    float[] normed(String layer) {
        return normed(w(layer + ".parametrizations.weight.original0"), w(layer + ".parametrizations.weight.original1"));
    }

    static float[] normed(float[] g, float[] v) {
        int slice = v.length / g.length;
        float[] out = new float[v.length];
        for (int i = 0; i < v.length; i++) {
            double norm = 0;
            for (int k = 0; k < slice; k++) {
                norm += Math.pow(v[i / slice * slice + k], 2);
            }
            out[i] = (float) (g[i / slice] * v[i] / Math.sqrt(norm));
        }
        return out;
    }

    static double[][] leaky(double[][] x, double slope) {
        double[][] y = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < x[0].length; k++) {
                y[i][k] = x[i][k] < 0 ? slope * x[i][k] : x[i][k];
            }
        }
        return y;
    }

    static double gelu(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    static double exactGelu(double x) {
        return 0.5 * x * (1 + erf(x / Math.sqrt(2)));
    }

    /** Its Taylor series, which is good within ±4. */
    private static double erf(double x) {
        if (Math.abs(x) > 4) {
            return Math.signum(x);
        }
        double sum = 0;
        double term = x;
        for (int n = 0; n < 80; n++) {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    @Override
    public void close() {
        weights.close();
    }
}
