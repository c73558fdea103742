package dev.vignette.media.film;

import dev.vignette.media.Language;

/**
 * What a film says about itself, written as MP4 metadata.
 *
 * @param title shown by players, for instance the speaker's name
 * @param comment the label that the film was made by a machine, in words a person understands
 * @param language spoken in it; players show it as the language of the sound track
 */
public record FilmTags(String title, String comment, Language language) {
    /** The label in English, for callers without words of their own. */
    public static final String AI_GENERATED = "AI-generated: the voice and the face in this film are synthetic.";

    public FilmTags {
        if (comment.isBlank()) {
            throw new IllegalArgumentException("A film must carry its AI label in the comment");
        }
    }
}
