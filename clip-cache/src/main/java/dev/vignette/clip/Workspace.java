package dev.vignette.clip;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * This process's own room for unfinished and discarded films, inside the store so that a rename brings them in and out.
 * The room is held by a lock on a file in it. When a process dies, the system lets go of its lock, and the next one to
 * come along sweeps the room; a process that lives keeps its own, whichever others come and go.
 */
final class Workspace implements AutoCloseable {
    private static final String LOCK = "in-use";
    /** Stores of one process must not race for the gate: Java refuses overlapping locks within a process. */
    private static final Object GATE = new Object();
    /**
     * Rooms of this process. Their lock files must not even be opened: POSIX drops a process's locks on a file when the
     * process closes any descriptor of it.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path room;
    private final FileChannel lockFile;

    private Workspace(Path room, FileChannel lockFile) {
        this.room = room;
        this.lockFile = lockFile;
    }

    /** Sweeps the rooms that nobody holds any more under {@code directory} and takes a new one. */
    static Workspace open(Path directory) throws IOException {
        Files.createDirectories(directory);
        synchronized (GATE) {
            // Between the creation of a room and its lock, a sweep by another process would take it for abandoned.
            try (FileChannel gate = FileChannel.open(directory.resolve("gate"), CREATE, WRITE)) {
                FileLock held = gate.lock();
                sweep(directory);
                Path room = Files.createDirectory(
                        directory.resolve(UUID.randomUUID().toString()));
                FileChannel lockFile = FileChannel.open(room.resolve(LOCK), CREATE, WRITE);
                lockFile.lock();
                OWN.add(room.toRealPath());
                held.release();
                return new Workspace(room, lockFile);
            }
        }
    }

    /** A new empty directory. */
    Path newDirectory() throws IOException {
        return Files.createDirectory(vacancy());
    }

    /** A path in this room that nothing has. */
    Path vacancy() {
        return room.resolve(UUID.randomUUID().toString());
    }

    private static void sweep(Path directory) throws IOException {
        try (DirectoryStream<Path> rooms = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path room : rooms) {
                if (!OWN.contains(room.toRealPath()) && abandoned(room)) {
                    deleteTree(room);
                }
            }
        }
    }

    private static boolean abandoned(Path room) throws IOException {
        try (FileChannel lockFile = FileChannel.open(room.resolve(LOCK), CREATE, WRITE)) {
            return lockFile.tryLock() != null;
        } catch (NoSuchFileException e) {
            return false; // its owner has just left and taken it along
        }
    }

    static void deleteTree(Path top) throws IOException {
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // gone already
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        try (lockFile) {
            OWN.remove(room.toRealPath());
            deleteTree(room);
        } catch (IOException e) {
            // What is left is swept by the next process: the lock goes with the channel.
        }
    }
}
