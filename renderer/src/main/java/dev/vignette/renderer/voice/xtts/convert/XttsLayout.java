package dev.vignette.renderer.voice.xtts.convert;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors of a checkpoint by name, with their shapes, in the order of the networks: what is looked for when one is
 * converted, and what is written when one is made up. Specification §8.
 */
public final class XttsLayout {
    static final String GPT = "gpt.gpt.";
    static final String ENCODER = "gpt.conditioning_encoder.";
    static final String PERCEIVER = "gpt.conditioning_perceiver.";
    static final String SPEAKER = "hifigan_decoder.speaker_encoder.";
    static final String VOCODER = "hifigan_decoder.waveform_decoder.";

    /** What the waveform decoder's four stages lengthen by, and their residual blocks' kernels. */
    static final int[] STRIDES = {8, 8, 2, 2};

    static final int[] KERNELS = {3, 7, 11};

    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    private XttsLayout() {}

    /** Shapes by name; a weight-normed layer has its gains under {@code original0} and directions under {@code original1}. */
    public static Map<String, long[]> of(XttsSizes sizes) {
        XttsLayout layout = new XttsLayout();
        layout.put("mel_stats", sizes.melBands());
        layout.transformer(sizes);
        layout.conditioning(sizes);
        layout.speaker(sizes);
        layout.vocoder(sizes);
        return layout.shapes;
    }

    private void put(String name, long... shape) {
        shapes.put(name, shape);
    }

    private void layer(String name, long out, long... rest) {
        long[] shape = new long[1 + rest.length];
        shape[0] = out;
        System.arraycopy(rest, 0, shape, 1, rest.length);
        put(name + ".weight", shape);
        put(name + ".bias", out);
    }

    private void norm(String name, long width) {
        put(name + ".weight", width);
        put(name + ".bias", width);
    }

    private void batchNorm(String name, long channels) {
        norm(name, channels);
        put(name + ".running_mean", channels);
        put(name + ".running_var", channels);
    }

    private void transformer(XttsSizes sizes) {
        long width = sizes.width();
        put("gpt.text_embedding.weight", sizes.textTokens(), width);
        put("gpt.text_pos_embedding.emb.weight", sizes.textPositions(), width);
        put("gpt.mel_embedding.weight", sizes.audioTokens(), width);
        put("gpt.mel_pos_embedding.emb.weight", sizes.audioPositions(), width);
        for (int i = 0; i < sizes.layers(); i++) {
            String block = GPT + "h." + i + ".";
            norm(block + "ln_1", width);
            inOut(block + "attn.c_attn", width, 3 * width);
            inOut(block + "attn.c_proj", width, width);
            norm(block + "ln_2", width);
            inOut(block + "mlp.c_fc", width, 4 * width);
            inOut(block + "mlp.c_proj", 4 * width, width);
        }
        norm(GPT + "ln_f", width);
        norm("gpt.final_norm", width);
        layer("gpt.mel_head", sizes.audioTokens(), width);
    }

    /** The transformer's layers are stored the other way round than all others. */
    private void inOut(String name, long in, long out) {
        put(name + ".weight", in, out);
        put(name + ".bias", out);
    }

    private void conditioning(XttsSizes sizes) {
        long width = sizes.width();
        layer(ENCODER + "init", width, sizes.melBands(), 1);
        for (int i = 0; i < sizes.encoderBlocks(); i++) {
            String block = ENCODER + "attn." + i + ".";
            norm(block + "norm", width);
            layer(block + "qkv", 3 * width, width, 1);
            layer(block + "proj_out", width, width, 1);
        }
        put(PERCEIVER + "latents", sizes.latents(), width);
        for (int i = 0; i < sizes.perceiverLayers(); i++) {
            String block = PERCEIVER + "layers." + i + ".";
            put(block + "0.to_q.weight", sizes.perceiverWidth(), width);
            put(block + "0.to_kv.weight", 2L * sizes.perceiverWidth(), width);
            put(block + "0.to_out.weight", width, sizes.perceiverWidth());
            layer(block + "1.0", sizes.perceiverHidden(), width);
            layer(block + "1.2", width, sizes.perceiverHidden() / 2);
        }
        put(PERCEIVER + "norm.gamma", width);
    }

    private void speaker(XttsSizes sizes) {
        int before = sizes.speakerChannels().getFirst();
        layer(SPEAKER + "conv1", before, 1, 3, 3);
        batchNorm(SPEAKER + "bn1", before);
        for (int stage = 0; stage < 4; stage++) {
            int channels = sizes.speakerChannels().get(stage);
            for (int b = 0; b < sizes.speakerBlocks().get(stage); b++) {
                String block = SPEAKER + "layer" + (stage + 1) + "." + b + ".";
                put(block + "conv1.weight", channels, b == 0 ? before : channels, 3, 3);
                batchNorm(block + "bn1", channels);
                put(block + "conv2.weight", channels, channels, 3, 3);
                batchNorm(block + "bn2", channels);
                layer(block + "se.fc.0", channels / 8, channels);
                layer(block + "se.fc.2", channels, channels / 8);
                if (stage > 0 && b == 0) {
                    put(block + "downsample.0.weight", channels, before, 1, 1);
                    batchNorm(block + "downsample.1", channels);
                }
            }
            before = channels;
        }
        long flat = (long) before * XttsSizes.SPEAKER_ROWS;
        layer(SPEAKER + "attention.0", sizes.speakerHidden(), flat, 1);
        batchNorm(SPEAKER + "attention.2", sizes.speakerHidden());
        layer(SPEAKER + "attention.3", flat, sizes.speakerHidden(), 1);
        layer(SPEAKER + "fc", sizes.voiceWidth(), 2 * flat);
    }

    private void vocoder(XttsSizes sizes) {
        long channels = sizes.vocoderChannels();
        layer(VOCODER + "conv_pre", channels, sizes.width(), 7);
        layer(VOCODER + "cond_layer", channels, sizes.voiceWidth(), 1);
        for (int stage = 0; stage < STRIDES.length; stage++) {
            long half = channels / 2;
            put(VOCODER + "ups." + stage + ".bias", half);
            normed(VOCODER + "ups." + stage, channels, half, 2L * STRIDES[stage]);
            layer(VOCODER + "conds." + stage, half, sizes.voiceWidth(), 1);
            for (int k = 0; k < KERNELS.length; k++) {
                String block = VOCODER + "resblocks." + (KERNELS.length * stage + k) + ".";
                for (String half12 : new String[] {"convs1.", "convs2."}) {
                    for (int i = 0; i < 3; i++) {
                        put(block + half12 + i + ".bias", half);
                        normed(block + half12 + i, half, half, KERNELS[k]);
                    }
                }
            }
            channels = half;
        }
        put(VOCODER + "conv_post.weight", 1, channels, 7);
    }

    private void normed(String name, long... shape) {
        put(name + ".parametrizations.weight.original0", shape[0], 1, 1);
        put(name + ".parametrizations.weight.original1", shape);
    }
}
