package dev.vignette.bot.generate;

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
}
