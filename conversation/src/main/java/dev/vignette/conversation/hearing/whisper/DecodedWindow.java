package dev.vignette.conversation.hearing.whisper;

import dev.vignette.media.Language;

/**
 * What a window says.
 *
 * @param best of the attempts made
 * @param language given or detected
 * @param languageProbability 1 if it was given
 * @param noSpeechProbability the model's own opinion that nobody speaks
 * @param steps how many tokens were written in all attempts
 * @param fallbacks attempts after the first
 */
record DecodedWindow(
        Attempt best,
        Language language,
        double languageProbability,
        double noSpeechProbability,
        int steps,
        int fallbacks) {
    /** Above this the model thinks that nobody speaks. */
    static final double NO_SPEECH = 0.6;

    /** The same with the probability of the language that was detected first. */
    DecodedWindow of(double probability) {
        return new DecodedWindow(best, language, probability, noSpeechProbability, steps, fallbacks);
    }

    /** Nobody speaks, and what was written is a guess. */
    boolean silent() {
        return noSpeechProbability > NO_SPEECH && best.averageLogProbability() <= Attempt.LEAST_LOG_PROBABILITY;
    }
}
