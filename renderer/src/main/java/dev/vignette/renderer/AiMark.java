package dev.vignette.renderer;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.FrameSink;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/**
 * The visible label of every film (Regulation (EU) 2024/1689, Art. 50): a small "AI" at the lower edge, light on a
 * half-transparent pill; in the middle, so that round video notes, which cut the corners off, keep it. The letters are
 * paths, so no font is needed.
 */
final class AiMark implements FrameSink {
    private final FrameSink next;
    private final int left;
    private final int top;
    private final int side;
    private final int rows;
    /** Per pixel of the mark: what remains of the picture (0…256) and the luma added to it (×256). */
    private final int[] keep;

    private final int[] add;

    AiMark(FilmFormat format, FrameSink next) {
        this.next = next;
        int unit = Math.max(16, Math.min(format.width(), format.height()) / 32);
        side = (2 * unit) & ~1;
        rows = (unit + unit / 4) & ~1;
        left = ((format.width() - side) / 2) & ~1;
        top = (format.height() - rows - unit / 2) & ~1;
        keep = new int[side * rows];
        add = new int[side * rows];
        int[] drawn = draw();
        for (int i = 0; i < drawn.length; i++) {
            int alpha = drawn[i] >>> 24;
            int grey = drawn[i] & 255;
            keep[i] = 256 - ((alpha * 257) >> 8);
            add[i] = alpha * (16 + grey * 219 / 255);
        }
    }

    private int[] draw() {
        var image = new BufferedImage(side, rows, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(new Color(20, 20, 20, 110));
        g.fill(new RoundRectangle2D.Double(0, 0, side, rows, rows, rows));
        g.setColor(new Color(255, 255, 255, 225));
        double height = rows * 0.5;
        g.transform(new AffineTransform(height, 0, 0, height, side / 2.0, rows * 0.25));
        g.fill(letters());
        g.dispose();
        return image.getRGB(0, 0, side, rows, null, 0, side);
    }

    /** "AI" one unit high, centred on x = 0, y from 0 (top) to 1 (baseline). */
    private static Path2D letters() {
        var path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        double[][] outlines = {
            {-0.72, 1, -0.34, 0, -0.14, 0, 0.24, 1, 0.05, 1, -0.03, 0.77, -0.45, 0.77, -0.53, 1},
            {-0.24, 0.17, -0.39, 0.61, -0.09, 0.61},
            {0.44, 0, 0.62, 0, 0.62, 1, 0.44, 1}
        };
        for (double[] outline : outlines) {
            path.moveTo(outline[0], outline[1]);
            for (int i = 2; i < outline.length; i += 2) {
                path.lineTo(outline[i], outline[i + 1]);
            }
            path.closePath();
        }
        return path;
    }

    @Override
    public void accept(Frame frame) {
        byte[] luma = frame.y();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < side; column++) {
                int i = row * side + column;
                int at = (top + row) * frame.width() + left + column;
                luma[at] = (byte) (((luma[at] & 255) * keep[i] + add[i]) >> 8);
            }
        }
        for (int row = 0; row < rows; row += 2) {
            for (int column = 0; column < side; column += 2) {
                int remains = keep[row * side + column];
                int at = (top + row) / 2 * (frame.width() / 2) + (left + column) / 2;
                frame.u()[at] = fade(frame.u()[at], remains);
                frame.v()[at] = fade(frame.v()[at], remains);
            }
        }
        next.accept(frame);
    }

    private static byte fade(byte chroma, int remains) {
        return (byte) (((chroma & 255) * remains + 128 * (256 - remains)) >> 8);
    }
}
