package dev.vignette.inference.models;

import dev.vignette.inference.models.ModelStoreException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one model's networks beside their place and moves them there when all are written.
 *
 * @param root of the store
 * @param directory of the model
 */
record ConversionRun(Path root, ModelManifest model, ModelDirectory directory, Pull.FreeSpace space) {
    /** @param from directory with the published files; null for the model's own */
    void run(Conversion conversion, @Nullable Path from, Conversion.Progress progress)
            throws IOException, InterruptedException {
        Receipt before = directory.receipt();
        Path published = from == null ? directory.path() : from;
        requireSpace(published);
        ModelDirectory made = ModelDirectory.beingMade(root, model.id());
        conversion.convert(published, made.path(), progress);
        Files.createDirectories(directory.path());
        Path place = directory.path().resolve(conversion.directory());
        new ModelDirectory(place).delete();
        Files.move(made.path(), place);
        note(conversion.directory(), Objects.requireNonNullElse(before, Receipt.empty(model.id())));
    }

    /** Networks take as much as the files that they are made of. */
    private void requireSpace(Path from) throws IOException {
        long needed = 0;
        if (Files.isDirectory(from)) {
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    needed += Files.size(file);
                }
            }
        }
        Files.createDirectories(root);
        long free = space.below(root);
        if (free < needed) {
            throw new ModelStoreException(
                    Reason.NO_SPACE,
                    "The networks need " + (needed + 999_999) / 1_000_000 + " MB on the disk of " + root
                            + ", which has " + free / 1_000_000
                            + " MB left. Make room, or set VIGNETTE_HOME to another disk.");
        }
    }

    /** Notes the files that were made, so that a check finds whether they are as they were. */
    private void note(String below, Receipt before) throws IOException, InterruptedException {
        if (before.standIn()) {
            return;
        }
        Receipt receipt = before;
        try (Stream<Path> files = Files.walk(directory.path().resolve(below))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                receipt = receipt.with(
                        directory.path().relativize(file).toString().replace('\\', '/'),
                        new Receipt.Entry(
                                Files.size(file),
                                Fingerprint.sha256(file),
                                "converted",
                                Files.getLastModifiedTime(file).toMillis(),
                                false));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        receipt.withComplete(true).write(directory.path());
    }
}
