package dev.vignette.conversation.hearing.whisper;

/**
 * What one pass over a window wrote.
 *
 * @param tokens without prompt and end-of-text
 * @param text trimmed
 * @param averageLogProbability of its tokens and the end
 * @param compressionRatio of the text
 * @param temperature it was sampled at; 0 for always the likeliest token
 * @param looped whether it was given up because it went round in circles
 */
@SuppressWarnings("ArrayRecordComponent") // Tokens are compared one by one where at all.
record Attempt(
        int[] tokens,
        String text,
        double averageLogProbability,
        double compressionRatio,
        double temperature,
        boolean looped) {
    /** Above this a text repeats itself. */
    static final double MOST_COMPRESSION = 2.4;
    /** Below this a text is a guess. */
    static final double LEAST_LOG_PROBABILITY = -1.0;

    boolean repetitive() {
        return looped || compressionRatio > MOST_COMPRESSION;
    }

    boolean failed() {
        return repetitive() || averageLogProbability < LEAST_LOG_PROBABILITY;
    }

    /** The better one: no repetition first, then the likelier text. */
    Attempt better(Attempt other) {
        if (repetitive() != other.repetitive()) {
            return repetitive() ? other : this;
        }
        return other.averageLogProbability > averageLogProbability ? other : this;
    }
}
