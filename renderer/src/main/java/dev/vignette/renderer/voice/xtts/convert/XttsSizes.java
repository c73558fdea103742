package dev.vignette.renderer.voice.xtts.convert;

import dev.vignette.inference.checkpoint.CheckpointException;
import dev.vignette.inference.checkpoint.StoredTensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How large the parts of a checkpoint are.
 *
 * @param textTokens ids of the text vocabulary
 * @param textPositions longest text with its start and stop
 * @param audioTokens audio codes with start and stop
 * @param audioPositions longest speech in codes, with its start
 * @param width of the transformer, the conditioning encoder and the perceiver
 * @param layers of the transformer
 * @param melBands of the conditioning encoder's spectra
 * @param encoderBlocks attention blocks of the conditioning encoder
 * @param latents vectors that condition the transformer
 * @param perceiverLayers of the resampler
 * @param perceiverWidth of all its heads together
 * @param perceiverHidden of its feed-forward layers: twice, because half is a gate
 * @param speakerChannels of the speaker encoder's four stages
 * @param speakerBlocks in each stage
 * @param speakerHidden of its attention over time
 * @param voiceWidth numbers that say how a person sounds
 * @param vocoderChannels of the waveform decoder's first layer
 */
public record XttsSizes(
        int textTokens,
        int textPositions,
        int audioTokens,
        int audioPositions,
        int width,
        int layers,
        int melBands,
        int encoderBlocks,
        int latents,
        int perceiverLayers,
        int perceiverWidth,
        int perceiverHidden,
        List<Integer> speakerChannels,
        List<Integer> speakerBlocks,
        int speakerHidden,
        int voiceWidth,
        int vocoderChannels) {

    /** Bands of the speaker encoder's spectra, and what three strides of two leave of them. */
    public static final int SPEAKER_BANDS = 64;

    static final int SPEAKER_ROWS = SPEAKER_BANDS / 8;

    /** XTTS-v2 2.0.3. */
    public static final XttsSizes PUBLISHED = new XttsSizes(
            6681,
            404,
            1026,
            608,
            1024,
            30,
            80,
            6,
            32,
            2,
            512,
            5460,
            List.of(32, 64, 128, 256),
            List.of(3, 4, 6, 3),
            128,
            512,
            512);

    public XttsSizes {
        speakerChannels = List.copyOf(speakerChannels);
        speakerBlocks = List.copyOf(speakerBlocks);
    }

    /** What a checkpoint's own shapes say. */
    static XttsSizes of(Map<String, StoredTensor> tensors) {
        return new XttsSizes(
                size(tensors, "gpt.text_embedding.weight", 0),
                size(tensors, "gpt.text_pos_embedding.emb.weight", 0),
                size(tensors, "gpt.mel_embedding.weight", 0),
                size(tensors, "gpt.mel_pos_embedding.emb.weight", 0),
                size(tensors, "gpt.text_embedding.weight", 1),
                count(tensors, "gpt.gpt.h.%d.ln_1.weight"),
                size(tensors, "gpt.conditioning_encoder.init.weight", 1),
                count(tensors, "gpt.conditioning_encoder.attn.%d.norm.weight"),
                size(tensors, "gpt.conditioning_perceiver.latents", 0),
                count(tensors, "gpt.conditioning_perceiver.layers.%d.0.to_q.weight"),
                size(tensors, "gpt.conditioning_perceiver.layers.0.0.to_q.weight", 0),
                size(tensors, "gpt.conditioning_perceiver.layers.0.1.0.weight", 0),
                IntStream.rangeClosed(1, 4)
                        .mapToObj(i -> size(tensors, XttsLayout.SPEAKER + "layer" + i + ".0.conv1.weight", 0))
                        .toList(),
                IntStream.rangeClosed(1, 4)
                        .mapToObj(i -> count(tensors, XttsLayout.SPEAKER + "layer" + i + ".%d.conv1.weight"))
                        .toList(),
                size(tensors, XttsLayout.SPEAKER + "attention.0.weight", 0),
                size(tensors, XttsLayout.SPEAKER + "fc.weight", 0),
                size(tensors, XttsLayout.VOCODER + "conv_pre.weight", 0));
    }

    private static int size(Map<String, StoredTensor> tensors, String name, int dimension) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null || tensor.dimensions().size() <= dimension) {
            throw new CheckpointException("The file is no checkpoint of XTTS-v2: it has no tensor " + name
                    + " of the expected kind. Choose the model.pth of coqui/XTTS-v2.");
        }
        return tensor.size(dimension);
    }

    private static int count(Map<String, StoredTensor> tensors, String pattern) {
        int count = 0;
        while (tensors.containsKey(pattern.formatted(count))) {
            count++;
        }
        return count;
    }
}
