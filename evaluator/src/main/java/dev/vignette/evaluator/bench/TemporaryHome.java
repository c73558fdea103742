package dev.vignette.evaluator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** An empty VIGNETTE_HOME that goes away, with all that was laid in it, when it is closed. */
record TemporaryHome(Path path) implements AutoCloseable {

    static TemporaryHome create() throws IOException {
        return new TemporaryHome(Files.createTempDirectory("vignette-bench-"));
    }

    @Override
    public void close() {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove " + path, e);
        }
    }
}
