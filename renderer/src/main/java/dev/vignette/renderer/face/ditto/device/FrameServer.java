package dev.vignette.renderer.face.ditto.device;

import dev.vignette.media.film.Frame;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Renders the frames of all films on one thread, as many at once as wait and the renderer takes. Films bound how many they ask for at a
 * time. Frames whose rendering fails are told so, and the next go on. Safe to use from any thread.
 */
final class FrameServer<J extends FrameRenderer.Job> implements AutoCloseable {
    private final FrameRenderer<J> renderer;
    private final BlockingQueue<J> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** @param renderer is closed with this */
    FrameServer(FrameRenderer<J> renderer) {
        this.renderer = renderer;
        thread = Thread.ofPlatform().daemon().name("ditto-device-frames").start(this::run);
    }

    void submit(J job) {
        queue.add(job);
        if (closed) {
            abandon();
        }
    }

    /** Waits until nothing is being put into the device's streams: then what frames have used can go. */
    void settle() {
        renderer.settle();
    }

    private void run() {
        try {
            while (!closed) {
                List<J> batch = new ArrayList<>(List.of(queue.take()));
                queue.drainTo(batch, renderer.most() - 1);
                batch.removeIf(job -> job.frame().isDone());
                while (!batch.isEmpty()) {
                    List<J> now = batch.subList(0, renderer.share(batch.size()));
                    render(now);
                    now.clear();
                }
            }
        } catch (InterruptedException e) {
            // The face is being closed.
        } finally {
            closed = true;
            abandon();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, the films that wait must hear of it.
    private void render(List<J> jobs) {
        try {
            List<Frame> frames = renderer.render(jobs);
            for (int i = 0; i < frames.size(); i++) {
                jobs.get(i).frame().complete(frames.get(i));
            }
        } catch (Throwable failure) {
            jobs.forEach(job -> job.frame().completeExceptionally(failure));
        }
    }

    private void abandon() {
        List<J> rest = new ArrayList<>();
        queue.drainTo(rest);
        rest.forEach(job -> job.frame().completeExceptionally(closed()));
    }

    static RenderException closed() {
        return new RenderException(Reason.CANCELLED, "The film was cancelled: the face was closed.");
    }

    /** Cancels what waits, and returns after the frames being rendered are done. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        renderer.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
