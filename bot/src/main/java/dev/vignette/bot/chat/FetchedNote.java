package dev.vignette.bot.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A recording that was fetched from its platform into a file of its own. Whoever asked for it closes it, which removes the
 * file.
 */
public record FetchedNote(Path file, String mediaType) implements AutoCloseable {
    /** The recording; good until {@link #close}. */
    public MessageContent.VoiceNote note() {
        try {
            return new MessageContent.VoiceNote(mediaType, Files.size(file), () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The fetched recording is gone.", e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
