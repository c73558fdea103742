package dev.vignette.renderer.voice.espeak;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A data directory for espeak-ng that is the installed one, by links, with our own voice variants in it. Runs in the worker. */
final class EspeakData {
    /** Where espeak-ng looks for variants below its data. */
    private static final Path VARIANTS = Path.of("voices", "!v");

    private EspeakData() {}

    /**
     * @param installed the data directory of espeak-ng
     * @param own has {@code variants}, gets {@code espeak-ng-data}
     */
    static void overlay(Path installed, Path own) throws IOException {
        Path data = own.resolve("espeak-ng-data");
        Path variants = data.resolve(VARIANTS);
        Files.createDirectories(variants);
        link(installed, data);
        try (DirectoryStream<Path> ours = Files.newDirectoryStream(own.resolve("variants"))) {
            for (Path variant : ours) {
                Files.copy(variant, variants.resolve(variant.getFileName()));
            }
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                Path link = to.resolve(entry.getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, entry.toAbsolutePath());
                }
            }
        }
    }

    /** Removes {@code own} with everything below, following no links. */
    static void remove(Path own) throws IOException {
        if (Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(own)) {
                for (Path entry : entries) {
                    remove(entry);
                }
            }
        }
        Files.deleteIfExists(own);
    }
}
