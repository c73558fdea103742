package dev.vignette.renderer.face.ditto;

import dev.vignette.media.film.Frame;

/**
 * The frames of one film, rendered in the background in the order in which they are asked for. Used by one thread. Closing
 * it drops what nobody has taken.
 */
public interface FilmFrames extends AutoCloseable {
    /** The most frames that may be waited for: enough to keep the renderer busy while motion is made. */
    default int most() {
        return FrameQueue.PER_FILM;
    }

    /**
     * Asks for one more frame and returns at once, while {@link #waiting} is less than {@link #most}.
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
