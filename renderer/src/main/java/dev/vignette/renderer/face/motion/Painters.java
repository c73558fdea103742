package dev.vignette.renderer.face.motion;

import dev.vignette.media.film.FilmFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that paint for all films of a face. After {@link #close} films that are being made go on, painted by their own
 * threads. Safe to use from several threads.
 */
public final class Painters implements AutoCloseable {
    /**
     * Frames begun beyond those being painted, so that painters do not idle while a key frame, which takes twice as long as
     * others, is encoded.
     */
    private static final int AHEAD = 2;

    private final int threads;
    private final ExecutorService pool;

    /**
     * @param name of the threads
     * @param threads frames painted at once, ≥ 1
     */
    public Painters(String name, int threads) {
        this.threads = threads;
        pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    }

    /** A film of {@code portrayal}, which has the size of {@code format}. */
    public PaintedPerformance perform(Portrayal portrayal, FilmFormat format, long seed) {
        return new PaintedPerformance(portrayal, format, seed, pool, threads + AHEAD);
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
