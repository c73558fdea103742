package dev.vignette.bot.chat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read more than once, wherever they lie. */
@FunctionalInterface
public interface ByteSource {
    /** A fresh stream from the first byte on; the caller closes it. */
    InputStream open() throws IOException;

    /** {@code bytes}, which must not be changed any more. */
    static ByteSource of(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }
}
