package dev.vignette.renderer.face.ditto.device;

import dev.vignette.media.film.Frame;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Renders frames of several films at once. Used by one thread, but for {@link #settle}. */
interface FrameRenderer<J extends FrameRenderer.Job> extends AutoCloseable {
    /** A frame that somebody waits for. */
    interface Job {
        CompletableFuture<Frame> frame();
    }

    /** The most frames at once. */
    int most();

    /** How many to render now where so many wait, at least one. */
    int share(int waiting);

    /**
     * Renders.
     *
     * @param jobs as many as {@link #share} said
     * @return their frames, in order
     * @throws dev.vignette.inference.InferenceException if the device fails or is full; the next call may go well
     */
    List<Frame> render(List<J> jobs);

    /** Waits for what is under way: then what frames have used can go. From any thread. */
    void settle();

    @Override
    void close();
}
