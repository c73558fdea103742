package dev.vignette.renderer.voice.xtts.network;

/** The transformer in an engine. Only scores and one vector a step are looked at; the cache is its own affair. */
public interface Transformer extends AutoCloseable {
    /** Whether its weights are made up. */
    boolean standIn();

    /** Begins an utterance; the one who began it closes it. */
    Run begin();

    /** One utterance, for one thread. */
    interface Run extends AutoCloseable {
        /**
         * Takes the next vectors.
         *
         * @param embeds row by row, a whole number of rows
         * @param logits gets the scores of what could follow the last one
         * @param hidden gets the vector that the vocoder makes sound of
         */
        void extend(float[] embeds, float[] logits, float[] hidden);

        @Override
        void close();
    }

    @Override
    void close();
}
