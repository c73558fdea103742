package dev.vignette.media.picture;

import dev.vignette.media.Signature;
import java.util.Optional;

/** Picture formats that are read, recognised by their first bytes only. */
enum PictureFormat {
    PNG,
    JPEG,
    WEBP,
    GIF;

    static Optional<PictureFormat> sniff(byte[] bytes) {
        if (Signature.at(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (Signature.at(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (Signature.at(bytes, 0, "RIFF") && Signature.at(bytes, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (Signature.at(bytes, 0, "GIF87a") || Signature.at(bytes, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        return Optional.empty();
    }
}
