package dev.vignette.inference.standin.whisper;

/**
 * The dimensions of a Whisper.
 *
 * @param mels mel bands
 * @param width of the hidden states
 * @param heads of all attention
 * @param vocabulary text, special tokens and 1501 timestamps
 * @param audioPositions of a window, 20 ms each
 * @param textPositions most tokens of a window, prompt included
 */
public record WhisperShape(
        int mels,
        int width,
        int heads,
        int encoderLayers,
        int decoderLayers,
        int vocabulary,
        int audioPositions,
        int textPositions) {

    /** The published sizes: Radford et al. 2022, table 1, and the models' own {@code config.json}. */
    public enum Published {
        TINY("whisper-tiny", 80, 384, 6, 4, 4, 51_865),
        BASE("whisper-base", 80, 512, 8, 6, 6, 51_865),
        SMALL("whisper-small", 80, 768, 12, 12, 12, 51_865),
        MEDIUM("whisper-medium", 80, 1_024, 16, 24, 24, 51_865),
        LARGE_V2("whisper-large-v2", 80, 1_280, 20, 32, 32, 51_865),
        LARGE_V3("whisper-large-v3", 128, 1_280, 20, 32, 32, 51_866),
        LARGE_V3_TURBO("whisper-large-v3-turbo", 128, 1_280, 20, 32, 4, 51_866);

        private final String modelName;
        private final int mels;
        private final int width;
        private final int heads;
        private final int encoderLayers;
        private final int decoderLayers;
        private final int vocabulary;

        Published(
                String modelName,
                int mels,
                int width,
                int heads,
                int encoderLayers,
                int decoderLayers,
                int vocabulary) {
            this.modelName = modelName;
            this.mels = mels;
            this.width = width;
            this.heads = heads;
            this.encoderLayers = encoderLayers;
            this.decoderLayers = decoderLayers;
            this.vocabulary = vocabulary;
        }

        /** Such as {@code whisper-base}. */
        public String modelName() {
            return modelName;
        }

        public WhisperShape shape() {
            return new WhisperShape(mels, width, heads, encoderLayers, decoderLayers, vocabulary, 1_500, 448);
        }
    }

    int headSize() {
        return width / heads;
    }

    /** Width of the layer between two linear ones. */
    int inner() {
        return 4 * width;
    }
}
