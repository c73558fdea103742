package dev.vignette.renderer.voice;

import org.jspecify.annotations.Nullable;

/**
 * How somebody sounds.
 *
 * @param version changes whenever the timbre does
 * @param timbre what an approximate voice puts on
 * @param enrolled the person's own voice, given with consent; null if there is none, then only an approximate voice can
 *     speak
 */
public record Speaker(
        String version, Timbre timbre, @Nullable EnrolledVoice enrolled) {
    public Speaker {
        if (version.isBlank()) {
            throw new IllegalArgumentException("A speaker needs a version.");
        }
    }

    /** Somebody of whom no more is known than a timbre. */
    public static Speaker approximate(String version, Timbre timbre) {
        return new Speaker(version, timbre, null);
    }

    /** The same person with a voice of their own. */
    public Speaker with(EnrolledVoice voice) {
        return new Speaker(version, timbre, voice);
    }

    /**
     * What the identity of a clip says of the speaker: changes whenever the same words by the same {@code voice} would sound
     * different.
     */
    public String versionFor(Voice voice) {
        return enrolled == null || !voice.capabilities().clones() ? version : version + "+" + enrolled.version();
    }
}
