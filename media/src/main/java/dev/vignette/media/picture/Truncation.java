package dev.vignette.media.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells whole files from those cut off where the readers do not: they fill the missing part with grey and at most log a
 * warning.
 */
final class Truncation {
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int RIFF_HEADER = 8;

    private Truncation() {}

    /** Whether the end of {@code bytes} is missing, as far as the format shows it; readers notice it in the others. */
    static boolean isSeen(byte[] bytes, PictureFormat format) {
        return switch (format) {
            case JPEG -> !hasJpegEnd(bytes);
            case WEBP -> bytes.length < RIFF_HEADER + riffSize(bytes);
            case PNG, GIF -> false;
        };
    }

    private static long riffSize(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffff_ffffL;
    }

    /** ITU-T T.81, Annex B: an end marker must follow the first scan; those of embedded thumbnails come before it. */
    private static boolean hasJpegEnd(byte[] jpeg) {
        int position = 2;
        while (position + 4 <= jpeg.length && (jpeg[position] & 0xff) == 0xff) {
            int marker = jpeg[position + 1] & 0xff;
            if (marker == 0xff) {
                position++;
                continue;
            }
            if (marker == START_OF_SCAN) {
                return hasEnd(jpeg, position + 2);
            }
            position += 2 + (((jpeg[position + 2] & 0xff) << 8) | (jpeg[position + 3] & 0xff));
        }
        return false;
    }

    private static boolean hasEnd(byte[] jpeg, int from) {
        // A scan escapes each 0xff of its own by a zero, so this pair can only be the marker.
        for (int i = jpeg.length - 2; i >= from; i--) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == END_OF_IMAGE) {
                return true;
            }
        }
        return false;
    }
}
