package dev.vignette.renderer;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.FrameSink;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands frames to the film on a thread of its own, so that the face goes on while pictures are encoded; a few at most wait, as copies.
 * Used by one thread; closing it waits for what is being encoded.
 */
public final class PictureLane implements FrameSink, AutoCloseable {
    /** Two batches of a GPU: it gives the second while the first is encoded, and asking it for more must not wait for that. */
    private static final int ROOM = 16;

    private final FrameSink film;
    private final BlockingQueue<Frame> free = new ArrayBlockingQueue<>(ROOM);
    private final FilmFormat format;
    // A platform thread: encoding never waits, and would keep a carrier of virtual threads from everybody else.
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("pictures").factory());
    private int made;
    private volatile @Nullable RuntimeException failure;

    /** @param film takes the frames, which are valid until it returns */
    public PictureLane(FilmFormat format, FrameSink film) {
        this.format = format;
        this.film = film;
    }

    /**
     * Returns as soon as there is room for one more.
     *
     * @throws RuntimeException what went wrong with a frame before this one
     */
    @Override
    public void accept(Frame frame) {
        requireWell();
        Frame copy = place();
        System.arraycopy(frame.y(), 0, copy.y(), 0, frame.y().length);
        System.arraycopy(frame.u(), 0, copy.u(), 0, frame.u().length);
        System.arraycopy(frame.v(), 0, copy.v(), 0, frame.v().length);
        thread.execute(() -> {
            try {
                if (failure == null) {
                    film.accept(copy);
                }
            } catch (RuntimeException e) {
                failure = e;
            } catch (Error e) {
                failure = new IllegalStateException("A frame could not be encoded", e);
            } finally {
                free.add(copy);
            }
        });
    }

    private Frame place() {
        Frame there = free.poll();
        if (there != null) {
            return there;
        }
        if (made < ROOM) {
            made++;
            return Frame.allocate(format.width(), format.height());
        }
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SpeechStream.cancelled();
        }
    }

    private void requireWell() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /**
     * Waits until all frames are in the film.
     *
     * @throws RuntimeException what went wrong with them
     */
    public void finish() {
        end(thread);
        requireWell();
    }

    /** Takes no more work and waits until what was taken is done. */
    static void end(ExecutorService thread) {
        thread.shutdown();
        try {
            while (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                // An encoder that takes so long is still at work.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SpeechStream.cancelled();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
