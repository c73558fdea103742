package dev.vignette.renderer.face.motion;

/** Something in the speech that eyes, brows and head respond to. */
sealed interface Cue {
    /** When it happens, seconds from the start of the speech. */
    double seconds();

    /**
     * The vowel of a stressed syllable begins.
     *
     * @param strength 0…1, from its loudness
     */
    record Emphasis(double seconds, double strength) implements Cue {}

    /** A stretch of speech is over and a pause follows. */
    record PhraseEnd(double seconds) implements Cue {}
}
