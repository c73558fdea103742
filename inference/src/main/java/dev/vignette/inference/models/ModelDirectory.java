package dev.vignette.inference.models;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where a model's files are, or would be. Whoever changes it holds the model's {@link StoreLock}. */
record ModelDirectory(Path path) {
    /** An empty one to make files of a model in, beside its own, so that they appear there all at once. */
    static ModelDirectory beingMade(Path root, ModelId id) throws IOException {
        ModelDirectory made = new ModelDirectory(root.resolve(".making-" + id));
        made.delete();
        Files.createDirectories(made.path);
        return made;
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    /** What is known of the files; null if there are none, or their coming was cut off. */
    @Nullable
    Receipt receipt() {
        return Receipt.read(path);
    }

    /** By sizes and times of the files. */
    ModelState state() {
        if (!exists()) {
            return ModelState.ABSENT;
        }
        Receipt receipt = receipt();
        if (receipt == null) {
            return ModelState.PARTLY;
        }
        if (receipt.standIn()) {
            return ModelState.STAND_IN;
        }
        boolean whole = receipt.files().entrySet().stream()
                .allMatch(file -> file.getValue().fits(path.resolve(file.getKey())));
        boolean checked = receipt.files().values().stream().noneMatch(Receipt.Entry::damaged);
        return !checked || (receipt.complete() && !whole)
                ? ModelState.DAMAGED
                : receipt.complete() ? ModelState.INSTALLED : ModelState.PARTLY;
    }

    /** That the files take on the disk. */
    long bytes() {
        long[] sum = {0};
        try {
            if (exists()) {
                Files.walkFileTree(path, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        sum[0] += attributes.size();
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
        } catch (IOException e) {
            // Somebody is deleting it: what was counted is as good as any number.
        }
        return sum[0];
    }

    /** Deletes it with all that is in it. Does nothing if it is not there. */
    void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        // Without its receipt a half-deleted model is one that was begun.
        Files.deleteIfExists(path.resolve(Receipt.NAME));
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
