package dev.vignette.renderer.voice.xtts.convert;

import static dev.vignette.renderer.voice.xtts.convert.ReferenceLayers.attend;
import static dev.vignette.renderer.voice.xtts.convert.ReferenceLayers.columns;
import static dev.vignette.renderer.voice.xtts.convert.ReferenceLayers.conv;
import static dev.vignette.renderer.voice.xtts.convert.ReferenceLayers.leaky;
import static dev.vignette.renderer.voice.xtts.convert.ReferenceLayers.plus;
import static dev.vignette.renderer.voice.xtts.convert.ReferenceLayers.transposed;

import java.util.Arrays;

/**
 * Conditioning encoder, transformer and vocoder of XTTS-v2 from {@link ReferenceLayers}, as the specification words them; the speaker
 * encoder is {@link ReferenceSpeaker}.
 */
final class ReferenceXtts {
    private final ReferenceLayers layers;
    private final XttsSizes sizes;
    private final int heads;

    ReferenceXtts(ReferenceLayers layers, int heads) {
        this.layers = layers;
        this.sizes = layers.sizes();
        this.heads = heads;
    }

    /** §3: bands × frames to latents × width. */
    double[][] conditioning(double[][] mel) {
        double[][] x = layers.pointwise(mel, "gpt.conditioning_encoder.init");
        int size = sizes.width() / heads;
        for (int i = 0; i < sizes.encoderBlocks(); i++) {
            String block = "gpt.conditioning_encoder.attn." + i + ".";
            double[][] y = layers.groupNorm(x, block + "norm");
            double[][] qkv = layers.pointwise(y, block + "qkv");
            double[][] mixed = new double[sizes.width()][];
            double quarter = Math.pow(size, -0.25);
            for (int h = 0; h < heads; h++) {
                double[][] q = transposed(Arrays.copyOfRange(qkv, 3 * size * h, 3 * size * h + size));
                double[][] k = transposed(Arrays.copyOfRange(qkv, 3 * size * h + size, 3 * size * h + 2 * size));
                double[][] v = transposed(Arrays.copyOfRange(qkv, 3 * size * h + 2 * size, 3 * size * (h + 1)));
                double[][] out = transposed(attend(q, k, v, quarter * quarter, false));
                System.arraycopy(out, 0, mixed, h * size, size);
            }
            x = plus(y, layers.pointwise(mixed, block + "proj_out"));
        }
        double[][] c = transposed(x);
        double[][] z = ReferenceLayers.rows(layers.w("gpt.conditioning_perceiver.latents"), sizes.width());
        for (int i = 0; i < sizes.perceiverLayers(); i++) {
            z = perceived(z, c, "gpt.conditioning_perceiver.layers." + i + ".");
        }
        float[] gamma = layers.w("gpt.conditioning_perceiver.norm.gamma");
        for (double[] row : z) {
            double norm =
                    Math.sqrt(Arrays.stream(row).map(value -> value * value).sum());
            for (int k = 0; k < row.length; k++) {
                row[k] = row[k] / Math.max(norm, 1e-12) * Math.sqrt(sizes.width()) * gamma[k];
            }
        }
        return z;
    }

    private double[][] perceived(double[][] before, double[][] c, String block) {
        double[][] both = Arrays.copyOf(before, before.length + c.length);
        System.arraycopy(c, 0, both, before.length, c.length);
        double[][] q = layers.linear(before, block + "0.to_q.weight", "");
        double[][] kv = layers.linear(both, block + "0.to_kv.weight", "");
        int inner = sizes.perceiverWidth();
        int size = inner / 8;
        double[][] mixed = new double[before.length][inner];
        for (int h = 0; h < 8; h++) {
            double[][] out = attend(
                    columns(q, h * size, (h + 1) * size),
                    columns(kv, h * size, (h + 1) * size),
                    columns(kv, inner + h * size, inner + (h + 1) * size),
                    1 / Math.sqrt(size),
                    false);
            for (int i = 0; i < out.length; i++) {
                System.arraycopy(out[i], 0, mixed[i], h * size, size);
            }
        }
        double[][] z = plus(before, layers.linear(mixed, block + "0.to_out.weight", ""));
        double[][] hidden = layers.linear(z, block + "1.0.weight", block + "1.0.bias");
        int half = sizes.perceiverHidden() / 2;
        double[][] gated = new double[z.length][half];
        for (int i = 0; i < z.length; i++) {
            for (int k = 0; k < half; k++) {
                gated[i][k] = hidden[i][k] * ReferenceLayers.exactGelu(hidden[i][half + k]);
            }
        }
        return plus(z, layers.linear(gated, block + "1.2.weight", block + "1.2.bias"));
    }

    /** §5.2: the vectors after all positions, without a cache. */
    double[][] hidden(double[][] embeds) {
        double[][] x = embeds;
        int size = sizes.width() / heads;
        for (int i = 0; i < sizes.layers(); i++) {
            String block = "gpt.gpt.h." + i + ".";
            double[][] qkv = layers.linearInOut(layers.layerNorm(x, block + "ln_1"), block + "attn.c_attn");
            double[][] mixed = new double[x.length][sizes.width()];
            for (int h = 0; h < heads; h++) {
                int from = h * size;
                double[][] out = attend(
                        columns(qkv, from, from + size),
                        columns(qkv, sizes.width() + from, sizes.width() + from + size),
                        columns(qkv, 2 * sizes.width() + from, 2 * sizes.width() + from + size),
                        1 / Math.sqrt(size),
                        true);
                for (int row = 0; row < out.length; row++) {
                    System.arraycopy(out[row], 0, mixed[row], from, size);
                }
            }
            x = plus(x, layers.linearInOut(mixed, block + "attn.c_proj"));
            double[][] inner = layers.linearInOut(layers.layerNorm(x, block + "ln_2"), block + "mlp.c_fc");
            for (double[] row : inner) {
                for (int k = 0; k < row.length; k++) {
                    row[k] = ReferenceLayers.gelu(row[k]);
                }
            }
            x = plus(x, layers.linearInOut(inner, block + "mlp.c_proj"));
        }
        return layers.layerNorm(layers.layerNorm(x, "gpt.gpt.ln_f"), "gpt.final_norm");
    }

    double[][] logits(double[][] hidden) {
        return layers.linear(hidden, "gpt.mel_head.weight", "gpt.mel_head.bias");
    }

    /** §6 from step 2: frames × width to samples. */
    double[] waveform(double[][] frames, double[][] speaker) {
        String prefix = "hifigan_decoder.waveform_decoder.";
        int channels = sizes.vocoderChannels();
        double[][] x = conv(
                transposed(frames),
                layers.w(prefix + "conv_pre.weight"),
                layers.w(prefix + "conv_pre.bias"),
                channels,
                7,
                1);
        x = plus(x, layers.pointwise(speaker, prefix + "cond_layer"));
        int[] strides = {8, 8, 2, 2};
        int[] kernels = {3, 7, 11};
        for (int stage = 0; stage < 4; stage++) {
            channels /= 2;
            String up = prefix + "ups." + stage;
            x = ReferenceLayers.lengthen(
                    leaky(x, 0.1),
                    layers.normed(up),
                    layers.w(up + ".bias"),
                    channels,
                    2 * strides[stage],
                    strides[stage]);
            x = plus(x, layers.pointwise(speaker, prefix + "conds." + stage));
            double[][] sum = new double[channels][x[0].length];
            for (int j = 0; j < 3; j++) {
                sum = plus(sum, residual(x, prefix + "resblocks." + (3 * stage + j) + ".", kernels[j]));
            }
            for (double[] row : sum) {
                for (int t = 0; t < row.length; t++) {
                    row[t] /= 3;
                }
            }
            x = sum;
        }
        double[][] wave = conv(leaky(x, 0.01), layers.w(prefix + "conv_post.weight"), new float[0], 1, 7, 1);
        return Arrays.stream(wave[0]).map(Math::tanh).toArray();
    }

    private double[][] residual(double[][] input, String block, int kernel) {
        double[][] x = input;
        for (int i = 0; i < 3; i++) {
            String first = block + "convs1." + i;
            String second = block + "convs2." + i;
            double[][] y =
                    conv(leaky(x, 0.1), layers.normed(first), layers.w(first + ".bias"), x.length, kernel, 2 * i + 1);
            y = conv(leaky(y, 0.1), layers.normed(second), layers.w(second + ".bias"), x.length, kernel, 1);
            x = plus(x, y);
        }
        return x;
    }
}
