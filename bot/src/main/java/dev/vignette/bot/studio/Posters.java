package dev.vignette.bot.studio;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.clip.ClipId;
import dev.vignette.clip.ClipStore;
import dev.vignette.media.film.FilmReader;
import dev.vignette.media.film.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A still of each film, for lists: JPEG, {@value #SIDE} pixels. Looking at posters neither counts as a use of a clip nor
 * brings it into memory. Safe to use from several threads; few posters are made at a time.
 */
final class Posters {
    private static final int SIDE = 320;
    private static final float QUALITY = 0.82f;
    /** Half a second in, the eyes are open and somebody speaks. */
    private static final int FRAME = 12;

    private static final long CACHED_BYTES = 4_000_000;

    private final ClipStore store;
    private final Semaphore places = new Semaphore(2);
    private final Cache<ClipId, byte[]> posters = Caffeine.newBuilder()
            .maximumWeight(CACHED_BYTES)
            .<ClipId, byte[]>weigher((id, poster) -> poster.length)
            .build();

    Posters(ClipStore store) {
        this.store = store;
    }

    /** Nothing if there is no such clip. */
    Optional<byte[]> of(ClipId id) {
        if (store.find(id).isEmpty()) {
            posters.invalidate(id);
            return Optional.empty();
        }
        byte[] known = posters.getIfPresent(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> made = make(id);
        made.ifPresent(poster -> posters.put(id, poster));
        return made;
    }

    private Optional<byte[]> make(ClipId id) {
        places.acquireUninterruptibly();
        try {
            Optional<ClipStore.Film> open = store.peek(id);
            if (open.isEmpty()) {
                return Optional.empty();
            }
            Path copy = Files.createTempFile("vignette-poster-", ".mp4");
            try (ClipStore.Film film = open.get();
                    OutputStream out = Files.newOutputStream(copy)) {
                film.transferTo(out, 0, film.clip().bytes());
                return Optional.of(still(copy));
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The poster of clip " + id + " could not be made", e);
        } finally {
            places.release();
        }
    }

    private static byte[] still(Path film) {
        var reel = new Reel();
        try {
            FilmReader.read(film, reel::accept);
        } catch (Enough e) {
            // The rest of the film need not be decoded.
        }
        return FilmStill.jpeg(FilmStill.within(FilmStill.of(reel.last()), SIDE), QUALITY);
    }

    /** Remembers the latest frame, and stops the reading when it has come far enough. */
    private static final class Reel {
        private @Nullable Frame last;
        private int seen;

        void accept(Frame frame) {
            last = new Frame(
                    frame.width(),
                    frame.height(),
                    frame.y().clone(),
                    frame.u().clone(),
                    frame.v().clone());
            if (++seen > FRAME) {
                throw new Enough();
            }
        }

        Frame last() {
            if (last == null) {
                throw new IllegalStateException("A film without a picture");
            }
            return last;
        }
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }
}
