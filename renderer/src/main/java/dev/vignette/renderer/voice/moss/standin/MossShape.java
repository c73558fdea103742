package dev.vignette.renderer.voice.moss.standin;

/**
 * Sizes of the networks.
 *
 * @param layers of the global transformer
 * @param width of both transformers of the language model
 * @param heads of both; {@code width / heads} is the size of one
 * @param vocabulary pieces of text
 * @param codecLayers in each of the codec's four stacks
 * @param codecWidth of these
 * @param codecHeads of these
 * @param context positions that the codec's layers look back on
 */
record MossShape(
        int layers,
        int width,
        int heads,
        int vocabulary,
        int codecLayers,
        int codecWidth,
        int codecHeads,
        int context) {
    static final int CODEBOOKS = 16;
    static final int CODES = 1_024;
    /** Samples of a frame. */
    static final int FRAME = 3_840;

    /** As published; the inside of the codec is a guess of the same number of weights. */
    static final MossShape FULL = new MossShape(12, 768, 12, 16_384, 3, 256, 4, 500);

    static final MossShape MINI = new MossShape(2, 32, 2, 2_048, 1, 32, 2, 24);

    int headSize() {
        return width / heads;
    }

    int codecHeadSize() {
        return codecWidth / codecHeads;
    }
}
