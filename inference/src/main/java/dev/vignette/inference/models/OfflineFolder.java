package dev.vignette.inference.models;

import dev.vignette.inference.models.ModelStoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder in which somebody has laid files ready: {@code <model>/<path>} or {@code <owner>/<repository>/<path>}. They are
 * checked and linked, so that they take no room twice; where the file system cannot do that they are copied.
 */
record OfflineFolder(Path root) {

    /** Where the folder has a file of a model. */
    Optional<Path> find(ModelManifest manifest, String local) {
        Stream<Path> own = Stream.of(root.resolve(manifest.id().value()).resolve(local));
        Stream<Path> repositories = manifest.sources().stream()
                .filter(source -> source.repository() != null
                        && (source.directory().isEmpty() || local.startsWith(source.directory() + "/")))
                .map(source -> root.resolve(Objects.requireNonNull(source.repository()))
                        .resolve(
                                source.directory().isEmpty()
                                        ? local
                                        : local.substring(source.directory().length() + 1)));
        return Stream.concat(own, repositories).filter(Files::isRegularFile).findFirst();
    }

    /** The paths below a source that match its patterns, as far as the folder has them. */
    List<String> matching(ModelManifest manifest, ModelSource source) throws IOException {
        Path own = root.resolve(manifest.id().value()).resolve(source.directory());
        Path repository = root.resolve(Objects.requireNonNull(source.repository()));
        Path base = Files.isDirectory(own) ? own : repository;
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(base)) {
            return files.filter(Files::isRegularFile)
                    .map(base::relativize)
                    .filter(source::includes)
                    .map(path -> path.toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Puts a file into the store.
     *
     * @param sha256 that it must have; null if nobody knows
     * @throws ModelStoreException if it has another
     */
    Receipt.Entry bring(Path from, Path to, @Nullable String sha256, String learned)
            throws IOException, InterruptedException {
        String found = Fingerprint.sha256(from);
        if (sha256 != null && !sha256.equals(found)) {
            throw new ModelStoreException(
                    Reason.WRONG_CONTENT,
                    "The file " + from + " was refused: its hash is " + found + " where " + sha256
                            + " was promised. Replace it, or take it out of VIGNETTE_MODEL_DIR.");
        }
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.deleteIfExists(to);
        try {
            Files.createLink(to, from.toRealPath());
        } catch (IOException | UnsupportedOperationException e) {
            Path part = to.resolveSibling(to.getFileName() + ".part");
            Files.deleteIfExists(part);
            Files.copy(from, part);
            Files.move(part, to);
        }
        return new Receipt.Entry(
                Files.size(to), found, learned, Files.getLastModifiedTime(to).toMillis(), false);
    }
}
