package dev.vignette.media.picture;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Picture formats that are read, recognised by their first bytes only. */
enum PictureFormat {
    PNG,
    JPEG,
    WEBP,
    GIF;

    static Optional<PictureFormat> sniff(byte[] bytes) {
        if (has(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (has(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (has(bytes, 0, "GIF87a") || has(bytes, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        return Optional.empty();
    }

    private static boolean has(byte[] bytes, int offset, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < offset + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[offset + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
