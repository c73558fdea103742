package dev.vignette.renderer.face.photo;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.Expression.Eyes;
import dev.vignette.renderer.face.motion.Expression.HeadPose;
import dev.vignette.renderer.face.motion.Expression.Mouth;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** The one photograph that tests use, and pictures made from it or from nothing. */
final class Portraits {
    private Portraits() {}

    /** 512 × 512; see README.md beside it. */
    static BufferedImage astronaut() {
        try (InputStream file = Portraits.class.getResourceAsStream("/portraits/astronaut.jpg")) {
            return changed(ImageIO.read(file), 512, 512, new AffineTransform());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same person with closed lips, as {@link PhotoPainter} closes them, 512 × 512. */
    static BufferedImage closedMouth() {
        BufferedImage smiling = astronaut();
        PhotoPortrayal portrayal = new PhotoPortrayal(smiling, FaceFinder.find(smiling), FilmFormat.SQUARE);
        Mouth pressed = new Mouth(0, 0, 0, 0, 0, 1, 0, 0, 0, 0.1);
        int[] pixels = new PhotoPainter(portrayal).paint(new Expression(pressed, Eyes.OPEN, 0, HeadPose.STRAIGHT, 0));
        BufferedImage closed = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
        closed.setRGB(0, 0, 512, 512, pixels, 0, 512);
        return closed;
    }

    /** The head and shoulders, twice as large as in the photograph. */
    static BufferedImage closeUp() {
        AffineTransform transform = AffineTransform.getScaleInstance(2, 2);
        transform.translate(-110, -10);
        return changed(astronaut(), 460, 500, transform);
    }

    static BufferedImage tilted(double degrees) {
        BufferedImage head = closeUp();
        AffineTransform transform = new AffineTransform();
        transform.rotate(Math.toRadians(degrees), 230, 250);
        return changed(head, 460, 500, transform);
    }

    static BufferedImage scaled(double factor) {
        int side = (int) (512 * factor);
        return changed(astronaut(), side, side, AffineTransform.getScaleInstance(factor, factor));
    }

    /** Nothing but the face. */
    static BufferedImage filling() {
        AffineTransform transform = AffineTransform.getScaleInstance(4, 4);
        transform.translate(-178, -72);
        return changed(astronaut(), 372, 372, transform);
    }

    /** The same face twice, the second {@code factor} times as large. */
    static BufferedImage couple(double factor) {
        BufferedImage both = new BufferedImage(900, 500, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(closeUp(), 0, 0, null);
        AffineTransform second = AffineTransform.getTranslateInstance(460, 0);
        second.scale(factor, factor);
        graphics.drawImage(closeUp(), second, null);
        graphics.dispose();
        return both;
    }

    static BufferedImage landscape() {
        BufferedImage picture = new BufferedImage(320, 480, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(90, 140, 220), 0, 260, new Color(220, 230, 245)));
        graphics.fillRect(0, 0, 320, 260);
        graphics.setPaint(new GradientPaint(0, 260, new Color(70, 120, 50), 0, 480, new Color(40, 60, 20)));
        graphics.fillRect(0, 260, 320, 220);
        graphics.dispose();
        return picture;
    }

    static BufferedImage noise() {
        BufferedImage picture = new BufferedImage(240, 240, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 240 * 240; i++) {
            picture.setRGB(i % 240, i / 240, random.nextInt(0x1000000));
        }
        return picture;
    }

    private static BufferedImage changed(BufferedImage from, int width, int height, AffineTransform transform) {
        BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = to.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setColor(new Color(128, 128, 128));
        graphics.fillRect(0, 0, width, height);
        graphics.drawImage(from, transform, null);
        graphics.dispose();
        return to;
    }
}
