package dev.vignette.renderer.face.sketch;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * What one painter paints on: the picture, and beside it one cel on which a shape is shaded freely before it is laid on the
 * picture through the shape's silhouette, so that shades end where the shape ends, with smooth edges. (Java2D's own ways to
 * that, clips and {@code SrcAtop}, have jagged edges and four times the cost.) Not safe for more than one thread.
 */
final class Easel {
    private final int width;
    private final int height;
    private final double scale;
    private final int[] picture;
    private final int[] cel;
    private final byte[] mask;
    private final Graphics2D onPicture;
    private final Graphics2D onCel;
    private final Graphics2D onMask;
    private final Rectangle frame;
    private Rectangle celBox = new Rectangle();
    private Graphics2D brush;
    private boolean celInUse;

    Easel(View view) {
        width = view.width();
        height = view.height();
        scale = view.scale();
        frame = new Rectangle(width, height);
        BufferedImage pictureImage = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        BufferedImage celImage = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        BufferedImage maskImage = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        picture = ((DataBufferInt) pictureImage.getRaster().getDataBuffer()).getData();
        cel = ((DataBufferInt) celImage.getRaster().getDataBuffer()).getData();
        mask = ((DataBufferByte) maskImage.getRaster().getDataBuffer()).getData();
        onPicture = graphics(pictureImage);
        onCel = graphics(celImage);
        onMask = graphics(maskImage);
        onMask.setPaint(Color.WHITE);
        brush = onPicture;
    }

    /** The picture's pixels, 0xRRGGBB, row by row. */
    int[] pixels() {
        return picture;
    }

    /** Takes up the cel, all {@code ground}; from now on paint goes there, until it is joined inside of {@code silhouettes}. */
    void cel(Color ground, Shape... silhouettes) {
        Rectangle box = silhouettes[0].getBounds();
        for (Shape silhouette : silhouettes) {
            box.add(silhouette.getBounds());
        }
        box.grow(2, 2);
        celBox = box.intersection(frame);
        int colour = ground.getRGB();
        for (int row = celBox.y; row < celBox.y + celBox.height; row++) {
            int from = row * width + celBox.x;
            Arrays.fill(cel, from, from + celBox.width, colour);
            Arrays.fill(mask, from, from + celBox.width, (byte) 0);
        }
        for (Shape silhouette : silhouettes) {
            onMask.fill(silhouette);
        }
        onCel.setClip(celBox);
        brush = onCel;
        celInUse = true;
    }

    /** Lays the cel on the picture; from now on paint goes there. */
    void join() {
        brush = onPicture;
        celInUse = false;
        for (int row = celBox.y; row < celBox.y + celBox.height; row++) {
            int end = row * width + celBox.x + celBox.width;
            for (int i = end - celBox.width; i < end; i++) {
                int cover = mask[i] & 255;
                if (cover == 255) {
                    picture[i] = cel[i];
                } else if (cover != 0) {
                    picture[i] = blend(picture[i], cel[i], cover + (cover >> 7));
                }
            }
        }
    }

    void fill(Shape shape, Color colour) {
        brush.setPaint(colour);
        brush.fill(shape);
    }

    /** Fills {@code shape} moved by so many units of the drawing. */
    void fill(Shape shape, double dx, double dy, Color colour) {
        fill(moved(shape, dx, dy), colour);
    }

    /** Draws {@code line} with round ends. */
    void draw(Shape line, double thickness, Color colour) {
        brush.setPaint(colour);
        brush.setStroke(new BasicStroke((float) (thickness * scale), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        brush.draw(line);
    }

    /** A soft round glow around {@code centre} (pixels), strongest in the middle; radii in the drawing's units. */
    void glow(Point2D centre, double radiusX, double radiusY, Color colour) {
        double wide = radiusX * scale;
        double tall = radiusY * scale;
        Rectangle bounds = celInUse ? celBox : frame;
        int[] target = celInUse ? cel : picture;
        int left = Math.max(bounds.x, (int) Math.floor(centre.getX() - wide));
        int right = Math.min(bounds.x + bounds.width, (int) Math.ceil(centre.getX() + wide));
        int top = Math.max(bounds.y, (int) Math.floor(centre.getY() - tall));
        int bottom = Math.min(bounds.y + bounds.height, (int) Math.ceil(centre.getY() + tall));
        int paint = colour.getRGB();
        double strength = 256.0 * colour.getAlpha() / 255;
        for (int row = top; row < bottom; row++) {
            double dy = (row + 0.5 - centre.getY()) / tall;
            for (int column = left; column < right; column++) {
                double dx = (column + 0.5 - centre.getX()) / wide;
                double near = 1 - dx * dx - dy * dy;
                if (near > 0) {
                    int i = row * width + column;
                    target[i] = blend(target[i], paint, (int) (strength * near * near));
                }
            }
        }
    }

    Shape moved(Shape shape, double dx, double dy) {
        return new Path2D.Double(shape, AffineTransform.getTranslateInstance(dx * scale, dy * scale));
    }

    /** {@code part}/256 of {@code over} in {@code under}, red and blue in one go. */
    private static int blend(int under, int over, int part) {
        int redBlue = under & 0xFF00FF;
        int green = under & 0x00FF00;
        redBlue += (((over & 0xFF00FF) - redBlue) * part) >> 8;
        green += (((over & 0x00FF00) - green) * part) >> 8;
        return (redBlue & 0xFF00FF) | (green & 0x00FF00);
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return graphics;
    }
}
