package dev.vignette.renderer;

import java.time.Duration;

/** Hears how far a film is. Called often, on the thread that renders: must be quick and must not throw. */
@FunctionalInterface
public interface RenderListener {
    /** Nobody is listening. */
    RenderListener NONE = (stage, fraction) -> {};

    /**
     * @param stage that has moved
     * @param fraction of that stage done, 0…1; an estimate until the speech is complete, never falling
     */
    void onProgress(RenderStage stage, double fraction);

    /** The voice note that was asked for is complete, before the film is. At most once. */
    default void onVoiceNote(Duration length) {}
}
