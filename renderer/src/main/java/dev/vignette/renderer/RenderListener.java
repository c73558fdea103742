package dev.vignette.renderer;

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
}
