package dev.vignette.renderer;

import dev.vignette.media.Language;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.FilmTags;
import dev.vignette.media.film.FilmWriter;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.RgbToYuv;
import dev.vignette.media.sound.SampleRate;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Short films for tests of those who take some. */
public final class MovingPictures {
    private MovingPictures() {}

    /** An MP4 file of 25 pictures a second, in which {@code picture} goes to the right, four pixels at a time. */
    public static byte[] of(BufferedImage picture, int count) throws IOException {
        FilmFormat format = new FilmFormat(picture.getWidth() & ~1, picture.getHeight() & ~1, 25);
        Path file = Files.createTempFile("moving", ".mp4");
        try (FilmWriter film =
                FilmWriter.open(file, format, SampleRate.HZ_16000, new FilmTags("t", "c", Language.ENGLISH))) {
            for (int i = 0; i < count; i++) {
                BufferedImage moved = new BufferedImage(format.width(), format.height(), BufferedImage.TYPE_INT_RGB);
                moved.getGraphics().drawImage(picture, 4 * i, 0, null);
                Frame frame = Frame.allocate(format.width(), format.height());
                int[] rgb = moved.getRGB(0, 0, format.width(), format.height(), null, 0, format.width());
                RgbToYuv.convert(rgb, frame);
                film.accept(frame);
            }
            film.finish();
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
