package dev.vignette.clip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps clips by their id. A clip is immutable; it is there as a whole or not at all, whatever happens to the process
 * that adds it. Implementations are safe to use from several threads and, where they share a directory, from several
 * processes.
 *
 * <p>All methods throw {@link ClipStoreException} when the storage fails.
 */
public interface ClipStore extends AutoCloseable {

    /** What is known of a clip. An entry found broken is dropped and counts as absent. */
    Optional<Clip> find(ClipId id);

    /** Opens a clip for reading; counts as a use of it. It stays readable until closed, even if deleted meanwhile. */
    Optional<Film> open(ClipId id);

    /**
     * Opens a clip for a look that is no use of it: the order of use stays as it is, and nothing is brought into memory.
     */
    Optional<Film> peek(ClipId id);

    /**
     * Begins a new clip. The caller writes the film to {@link Draft#film()} and then publishes it, or closes the draft
     * and leaves nothing behind.
     *
     * @throws ClipStoreException {@link ClipStoreException.Reason#FULL} if there is no room for a film
     */
    Draft draft();

    /** Removes a clip from every tier. Returns whether there was one. */
    boolean delete(ClipId id);

    /** All clips, most recently used first. Reads the directory: not for hot paths. */
    List<Clip> list();

    /** Whether the film lies in memory at this moment. A passing state, for people to look at. */
    boolean inMemory(ClipId id);

    Usage usage();

    @Override
    void close();

    /** A clip opened for reading. Used by one thread at a time, closed by whoever opened it. */
    interface Film extends AutoCloseable {
        Clip clip();

        /** Writes {@code count} bytes from {@code position} on to {@code out}. Both must lie within the clip. */
        void transferTo(OutputStream out, long position, long count) throws IOException;

        @Override
        void close();
    }

    /** A clip in the making. Used by one thread at a time. */
    interface Draft extends AutoCloseable {
        /** Where the film is to be written: a file that does not exist yet, on the store's own file system. */
        Path film();

        /** Puts the film into the store. If a clip of this id is there already, that one stays and is returned. */
        Clip publish(ClipId id, ClipFacts facts);

        /** Removes what was not published. */
        @Override
        void close();
    }

    /**
     * @param bytes size of all films in the store
     * @param limit size at which the least recently used are removed
     * @param free bytes that this process may still write to the file system
     */
    record Usage(long bytes, long limit, long free) {}
}
