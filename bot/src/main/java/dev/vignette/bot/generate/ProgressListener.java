package dev.vignette.bot.generate;

import dev.vignette.clip.ClipId;

/** Hears how far a film is. Called often and on other threads: must be quick and must not throw. */
@FunctionalInterface
public interface ProgressListener {
    /** Nobody is listening. */
    ProgressListener NONE = (stage, fraction) -> {};

    /**
     * @param stage {@code queued}, or one of the renderer's
     * @param fraction of that stage done, 0…1, never falling
     */
    void onProgress(String stage, double fraction);

    /** Whether a voice note of the film's speech is wanted, which may then be there before the film. */
    default boolean wantsVoiceNote() {
        return false;
    }

    /** The voice note of the film that is being made lies ready. */
    default void onVoiceNote(ClipId clip) {}
}
