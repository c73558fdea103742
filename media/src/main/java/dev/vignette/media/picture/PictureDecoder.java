package dev.vignette.media.picture;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pictures that people send: PNG, JPEG (CMYK as well), WebP, and the first picture of a GIF. The format is told
 * from the bytes alone, and size limits are checked against the header before any pixel is decoded. Stateless.
 *
 * <p>Methods throw {@link MediaException} whose message can be shown to the sender.
 */
public final class PictureDecoder {
    /** What shows through transparent pixels: a light neutral grey, on which cut-out heads of any colour stand out. */
    private static final Color BACKGROUND = new Color(0xD8D8D8);

    private PictureDecoder() {}

    /**
     * The picture in {@code bytes}: {@link BufferedImage#TYPE_INT_RGB}, upright, at most {@code limits.longestSide()} on
     * its longer side, transparency laid over light grey.
     */
    public static BufferedImage decode(byte[] bytes, PictureLimits limits) {
        if (bytes.length > limits.maxBytes()) {
            throw new MediaException(
                    Reason.TOO_LARGE,
                    "This picture is larger than %d MB; please send a smaller one."
                            .formatted(Math.max(1, limits.maxBytes() / 1_000_000)));
        }
        PictureFormat format = PictureFormat.sniff(bytes)
                .orElseThrow(() -> new MediaException(
                        Reason.NOT_PICTURE,
                        "This is not a picture I can read; please send a JPEG, PNG, WebP or GIF file."));
        if (Truncation.isSeen(bytes, format)) {
            throw broken(null);
        }
        return upright(read(bytes, format, limits), Orientation.of(bytes), limits.longestSide());
    }

    private static BufferedImage read(byte[] bytes, PictureFormat format, PictureLimits limits) {
        ImageReader reader = reader(format);
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > limits.maxPixels()) {
                throw new MediaException(
                        Reason.TOO_LARGE,
                        "This picture has %d × %d pixels, more than I read; please send a smaller one."
                                .formatted(width, height));
            }
            ImageReadParam parameters = reader.getDefaultReadParam();
            int step = Math.max(1, Math.max(width, height) / limits.longestSide());
            parameters.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, parameters);
        } catch (IOException | RuntimeException e) {
            if (e instanceof MediaException refused) {
                throw refused;
            }
            // Readers meet damaged files with exceptions of every kind.
            throw broken(e);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(PictureFormat format) {
        if (format == PictureFormat.WEBP) {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        return readers.next();
    }

    private static BufferedImage upright(BufferedImage stored, Orientation orientation, int longestSide) {
        BufferedImage source = stored;
        int longer = Math.max(source.getWidth(), source.getHeight());
        double scale = Math.min(1, longestSide / (double) longer);
        int width = Math.max(1, (int) Math.round(source.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(source.getHeight() * scale));
        boolean swap = orientation.swapsSides();
        BufferedImage result =
                new BufferedImage(swap ? height : width, swap ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        try {
            graphics.setColor(BACKGROUND);
            graphics.fillRect(0, 0, result.getWidth(), result.getHeight());
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            AffineTransform transform = orientation.upright(width, height);
            transform.scale(width / (double) source.getWidth(), height / (double) source.getHeight());
            graphics.drawImage(source, transform, null);
            return result;
        } finally {
            graphics.dispose();
        }
    }

    private static MediaException broken(@Nullable Exception cause) {
        String sentence = "This picture is damaged or incomplete; please send it again.";
        return cause == null
                ? new MediaException(Reason.BROKEN, sentence)
                : new MediaException(Reason.BROKEN, sentence, cause);
    }
}
