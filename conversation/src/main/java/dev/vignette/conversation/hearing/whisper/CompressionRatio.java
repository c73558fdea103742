package dev.vignette.conversation.hearing.whisper;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Tells a text that repeats itself: how many times shorter zlib makes it. */
final class CompressionRatio {
    private CompressionRatio() {}

    /** Bytes of UTF-8 per byte of zlib at level 6; 0 for an empty text. */
    static double of(String text) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        return bytes.length / (double) deflated(bytes);
    }

    static int deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] sink = new byte[256];
            int size = 0;
            while (!deflater.finished()) {
                size += deflater.deflate(sink);
            }
            return size;
        }
    }
}
