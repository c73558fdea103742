package dev.vignette.inference.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Files that are made of others, such as graphs of a checkpoint, and kept in a directory of their own until what they are made of
 * changes. They appear all at once or not at all. Only one thread and one process should make them at a time; another that does so
 * too makes the same files.
 *
 * @param directory where they come to lie, and nothing else does
 */
public record DerivedFiles(Path directory) {
    private static final String MARK = "made-of";

    /** Writes files into a directory. */
    public interface Maker {
        void make(Path draft) throws IOException;
    }

    /**
     * Makes the files if one of them is missing or they are made of something else.
     *
     * @param source what they are made of and how, in words that change when that does
     * @param files that have to be there
     * @param maker called at most once, with an empty directory; if it fails, what was there before stays
     */
    public void make(String source, List<Path> files, Maker maker) throws IOException {
        if (madeOf(source) && files.stream().allMatch(Files::isRegularFile)) {
            return;
        }
        Path parent = Objects.requireNonNull(directory.toAbsolutePath().getParent(), "not the root");
        Files.createDirectories(parent);
        Path draft = Files.createTempDirectory(parent, "draft");
        try {
            maker.make(draft);
            Files.writeString(draft.resolve(MARK), source, StandardCharsets.UTF_8);
            remove(directory);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(draft);
        }
    }

    private boolean madeOf(String source) throws IOException {
        Path mark = directory.resolve(MARK);
        return Files.isRegularFile(mark) && Files.readString(mark).equals(source);
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
