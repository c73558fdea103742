package dev.vignette.renderer;

import dev.vignette.media.film.FilmWriter;
import dev.vignette.media.sound.Pcm;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Hands speech to the film on a thread of its own, so that the one that encodes pictures, which one film cannot be faster
 * than, has nothing to do with sound. Used by one thread; closing it waits for what is being encoded.
 */
final class SoundLane implements AutoCloseable {
    private final FilmWriter film;
    // A platform thread: encoding never waits, and would keep a carrier of virtual threads from everybody else.
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("sound").factory());
    private volatile @Nullable RuntimeException failure;

    SoundLane(FilmWriter film) {
        this.film = film;
    }

    /** Returns at once. */
    void add(Pcm sound) {
        thread.execute(() -> {
            if (failure == null) {
                try {
                    film.sound(sound);
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
        });
    }

    /**
     * Waits until all sound is in the film.
     *
     * @throws RuntimeException what went wrong with it
     */
    void finish() {
        PictureLane.end(thread);
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
