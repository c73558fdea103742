package dev.vignette.clip;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The few operations on which the durability of the store rests, apart so that tests can make each of them fail. */
interface Disk {
    Disk REAL = new Disk() {};

    default void write(Path file, byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
    }

    /** Makes sure that a file, or the entries of a directory, survive a loss of power. */
    default void sync(Path path) throws IOException {
        boolean directory = Files.isDirectory(path);
        if (directory
                && System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return; // Windows cannot open directories; NTFS journals renames itself.
        }
        try (FileChannel channel =
                FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Renames a directory in one step.
     *
     * @throws AtomicMoveNotSupportedException if both are not on one file system
     */
    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    default long free(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }
}
