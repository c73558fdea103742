package dev.vignette.media.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * How a camera was held, as EXIF tells it (CIPA DC-008, tag 0x0112): which turn makes the stored picture upright.
 *
 * @param code 1…8
 */
record Orientation(int code) {
    static final Orientation UPRIGHT = new Orientation(1);

    /** What {@code bytes} say; upright if they say nothing, or nonsense. */
    static Orientation of(byte[] bytes) {
        try {
            ExifIFD0Directory exif = ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes), bytes.length)
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer code = exif == null ? null : exif.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
            return code == null || code < 1 || code > 8 ? UPRIGHT : new Orientation(code);
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            // Broken metadata does not make the picture unusable.
            return UPRIGHT;
        }
    }

    /** Whether width and height change places. */
    boolean swapsSides() {
        return code >= 5;
    }

    /** From a stored picture of {@code width × height} to the upright one. */
    AffineTransform upright(int width, int height) {
        return switch (code) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
