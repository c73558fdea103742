package dev.vignette.renderer.face.ditto;

import dev.vignette.media.film.Frame;

/**
 * The frames of one film, rendered in the background in the order in which they are asked for. Used by one thread. Closing
 * it drops what nobody has taken.
 */
public interface FilmFrames extends AutoCloseable {
    /**
     * Asks for one more frame and returns at once. The caller keeps {@link #waiting} small.
     *
     * @param shot which picture of the footage is moved
     * @param points where its 21 key points go, x, y, z each, before stitching
     */
    void ask(int shot, float[] points);

    /** Frames asked for and not yet taken. */
    int waiting();

    /** Whether {@link #take} returns at once. */
    boolean ready();

    /**
     * The next frame, valid until the next call. Waits for it.
     *
     * @throws dev.vignette.inference.InferenceException if a network failed
     * @throws dev.vignette.renderer.RenderException {@code CANCELLED} if the face was closed meanwhile
     */
    Frame take() throws InterruptedException;

    @Override
    void close();
}
