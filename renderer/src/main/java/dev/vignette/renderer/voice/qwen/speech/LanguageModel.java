package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.renderer.voice.qwen.prompt.Prompt;

/** Talker and code predictor, by whatever graphs. Safe to use from any thread; the one who opened it closes it. */
interface LanguageModel extends AutoCloseable {

    /** Whether the weights are made up. */
    boolean standIn();

    /** Most rows and frames of a sentence together. */
    int places();

    /**
     * Takes a prompt.
     *
     * @param voice the speaker's vector, as wide as the talker
     */
    Sentence begin(Prompt prompt, float[] voice);

    /** A sentence that is being said. For one thread; the one who began it closes it. */
    interface Sentence extends AutoCloseable {

        /** Scores of codebook 0 for the next frame. */
        float[] logits();

        /**
         * Says the rest of a frame.
         *
         * @param first the code of codebook 0
         * @param uniforms numbers in [0, 1) for the other codebooks
         * @return all codes of the frame
         */
        int[] frame(int first, float[] uniforms);

        /** Goes on to the next frame, after {@link #frame}. */
        void advance();

        @Override
        void close();
    }

    @Override
    void close();
}
