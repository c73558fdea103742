package dev.vignette.renderer.voice;

/**
 * A speech sound with its place in time.
 *
 * @param ipa the sound in IPA, without stress marks ({@code "ɑː"}, {@code "tʃ"}); {@code ""} is a pause
 * @param start seconds from the start of the whole utterance (not of the chunk)
 * @param end seconds, ≥ start
 * @param stress whether its syllable carries primary stress
 */
public record TimedPhoneme(String ipa, double start, double end, boolean stress) {
    public TimedPhoneme {
        if (!(start >= 0 && end >= start)) {
            throw new IllegalArgumentException("Phoneme \"" + ipa + "\" from " + start + " s to " + end + " s");
        }
    }
}
