package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Point2D;
import java.util.Arrays;

/**
 * What one painter paints on: the picture, and beside it one cel on which a shape is shaded freely before it is laid on the
 * picture through the shape's silhouette, so that shades end where the shape ends, with smooth edges. Paints by its own
 * {@link Raster}; Java2D's would take four times as long. Not safe for more than one thread.
 */
final class Easel {
    private final int width;
    private final int height;
    private final double scale;
    private final int[] picture;
    private final int[] cel;
    private final Raster raster;
    private final Ribbon ribbon = new Ribbon();
    private final Spans spans = new Spans();
    /** The silhouettes through which the cel will be seen. */
    private Spans[] silhouettes = {new Spans()};

    private int silhouetteCount;
    /** Columns of the cel that will be seen in each row; none where the second is not larger. */
    private final int[] celFrom;

    private final int[] celTo;
    private int celTop;
    private int celBottom;
    private boolean celInUse;

    Easel(View view) {
        width = view.width();
        height = view.height();
        scale = view.scale();
        picture = new int[width * height];
        cel = new int[width * height];
        raster = new Raster(width, height);
        celFrom = new int[height];
        celTo = new int[height];
    }

    /** The picture's pixels, 0xRRGGBB, row by row. */
    int[] pixels() {
        return picture;
    }

    /** Takes up the cel, all {@code ground}; from now on paint goes there, until it is joined inside of {@code shapes}. */
    void cel(Color ground, Shape... shapes) {
        if (silhouettes.length < shapes.length) {
            silhouettes = Arrays.copyOf(silhouettes, shapes.length);
        }
        silhouetteCount = shapes.length;
        Arrays.fill(celFrom, width);
        Arrays.fill(celTo, 0);
        celTop = height;
        celBottom = 0;
        int colour = ground.getRGB();
        for (int i = 0; i < shapes.length; i++) {
            if (silhouettes[i] == null) {
                silhouettes[i] = new Spans();
            }
            raster.add(shapes[i], 0, 0);
            raster.sweep(silhouettes[i]);
            prime(silhouettes[i], colour);
        }
        raster.clip(celTop, celBottom);
        celInUse = true;
    }

    private void prime(Spans silhouette, int colour) {
        for (int run = 0; run < silhouette.count(); run++) {
            int row = silhouette.row(run);
            int from = silhouette.from(run);
            int to = silhouette.to(run);
            Arrays.fill(cel, row * width + from, row * width + to, colour);
            celFrom[row] = Math.min(celFrom[row], from);
            celTo[row] = Math.max(celTo[row], to);
            celTop = Math.min(celTop, row);
            celBottom = Math.max(celBottom, row + 1);
        }
    }

    /** Lays the cel on the picture; from now on paint goes there. */
    void join() {
        celInUse = false;
        raster.unclip();
        for (int i = 0; i < silhouetteCount; i++) {
            Spans silhouette = silhouettes[i];
            for (int run = 0; run < silhouette.count(); run++) {
                int from = silhouette.row(run) * width + silhouette.from(run);
                int length = silhouette.to(run) - silhouette.from(run);
                int cover = silhouette.cover(run);
                if (cover == Spans.FULL) {
                    System.arraycopy(cel, from, picture, from, length);
                } else {
                    for (int at = from; at < from + length; at++) {
                        picture[at] = blend(picture[at], cel[at], cover);
                    }
                }
            }
        }
    }

    void fill(Shape shape, Color colour) {
        fill(shape, 0, 0, colour);
    }

    /** Fills {@code shape} moved by so many units of the drawing. */
    void fill(Shape shape, double dx, double dy, Color colour) {
        raster.add(shape, dx * scale, dy * scale);
        lay(colour);
    }

    /** Draws {@code line}, which is smooth, with round ends. */
    void draw(Shape line, double thickness, Color colour) {
        draw(line, 0, 0, thickness, colour);
    }

    /** Draws {@code line} moved by so many units of the drawing. */
    void draw(Shape line, double dx, double dy, double thickness, Color colour) {
        ribbon.lay(line, thickness * scale, dx * scale, dy * scale);
        raster.add(ribbon.outline(), ribbon.length());
        lay(colour);
    }

    /** Lays the shape in the raster on the picture or the cel. */
    private void lay(Color colour) {
        raster.sweep(spans);
        int[] target = celInUse ? cel : picture;
        int paint = colour.getRGB();
        int opacity = colour.getAlpha() + (colour.getAlpha() >> 7);
        for (int run = 0; run < spans.count(); run++) {
            int row = spans.row(run);
            int from = spans.from(run);
            int to = spans.to(run);
            if (celInUse) {
                from = Math.max(from, celFrom[row]);
                to = Math.min(to, celTo[row]);
            }
            int part = (spans.cover(run) * opacity + 128) >> 8;
            if (from < to) {
                lay(target, row * width + from, row * width + to, paint, part);
            }
        }
    }

    private static void lay(int[] target, int from, int to, int paint, int part) {
        if (part == Spans.FULL) {
            Arrays.fill(target, from, to, paint);
            return;
        }
        for (int i = from; i < to; i++) {
            target[i] = blend(target[i], paint, part);
        }
    }

    /** A soft round glow around {@code centre} (pixels), strongest in the middle; radii in the drawing's units. */
    void glow(Point2D centre, double radiusX, double radiusY, Color colour) {
        double wide = radiusX * scale;
        double tall = radiusY * scale;
        int[] target = celInUse ? cel : picture;
        int top = Math.max(celInUse ? celTop : 0, (int) Math.floor(centre.getY() - tall));
        int bottom = Math.min(celInUse ? celBottom : height, (int) Math.ceil(centre.getY() + tall));
        int paint = colour.getRGB();
        float strength = 256f * colour.getAlpha() / 255;
        float step = (float) (1 / wide);
        for (int row = top; row < bottom; row++) {
            double dy = (row + 0.5 - centre.getY()) / tall;
            double half = wide * Math.sqrt(Math.max(0, 1 - dy * dy));
            int from = Math.max(celInUse ? celFrom[row] : 0, (int) Math.ceil(centre.getX() - half - 0.5));
            int to = Math.min(celInUse ? celTo[row] : width, (int) Math.floor(centre.getX() + half + 0.5));
            float offset = (float) ((0.5 - centre.getX()) / wide);
            float rest = (float) (1 - dy * dy);
            for (int column = from; column < to; column++) {
                float dx = column * step + offset;
                float near = Math.max(0, rest - dx * dx);
                int i = row * width + column;
                target[i] = blend(target[i], paint, (int) (strength * near * near + 0.5f));
            }
        }
    }

    /** {@code part}/256 of {@code over} in {@code under}, rounded, red and blue in one go. */
    private static int blend(int under, int over, int part) {
        int redBlue = under & 0xFF00FF;
        int green = under & 0x00FF00;
        redBlue += (((over & 0xFF00FF) - redBlue) * part + 0x800080) >> 8;
        green += (((over & 0x00FF00) - green) * part + 0x008000) >> 8;
        return (redBlue & 0xFF00FF) | (green & 0x00FF00);
    }
}
