package dev.vignette.bot.cli;

import dev.vignette.clip.ClipStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The file a clip goes to: there as a whole or not at all. */
final class ClipFile {
    private final Path file;
    private final Path directory;

    private ClipFile(Path file, Path directory) {
        this.file = file;
        this.directory = directory;
    }

    /**
     * Checks before any work is done that the file can be written.
     *
     * @throws OutputException if it cannot
     */
    static ClipFile prepare(Path out, boolean force) throws OutputException {
        Path file = out.toAbsolutePath().normalize();
        Path directory = file.getParent();
        if (directory == null || Files.isDirectory(file)) {
            throw new OutputException(out + " is a directory. Name a file, such as clip.mp4.");
        }
        if (Files.exists(file) && !force) {
            throw new OutputException(out + " exists already. Choose another name, or replace it with --force.");
        }
        if (!Files.isDirectory(directory)) {
            throw new OutputException("There is no directory " + directory + ". Make it first.");
        }
        if (!Files.isWritable(directory)) {
            throw new OutputException("The directory " + directory + " cannot be written to.");
        }
        return new ClipFile(file, directory);
    }

    void write(ClipStore.Film film) throws OutputException {
        Path part = null;
        try {
            // Not a temporary file in Java's sense, which nobody else may read: the clip has the rights of any new
            // file.
            part = directory.resolve(".vignette-" + UUID.randomUUID() + ".part");
            try (OutputStream to = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                film.transferTo(to, 0, film.clip().bytes());
            }
            move(part);
        } catch (IOException e) {
            throw new OutputException("The clip could not be written to " + file + ": " + e.getMessage(), e);
        } finally {
            remove(part);
        }
    }

    private void move(Path part) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void remove(@Nullable Path part) {
        try {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // Its name says what it is.
        }
    }
}
