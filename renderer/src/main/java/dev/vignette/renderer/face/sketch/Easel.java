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
    /** The silhouettes through which the cel will be seen. */
    private Spans[] silhouettes = {};

    private int silhouetteCount;
    /** By row: the first pixel of the cel that will be seen, and the one after the last. */
    private final int[] celFrom;

    private final int[] celTo;
    private int celTop;
    private int celBottom;
    private boolean celInUse;
    /** By row: the first pixel of the picture painted on since {@link #clean}, and the one after the last. */
    private final int[] inkFrom;

    private final int[] inkTo;

    Easel(View view) {
        width = view.width();
        height = view.height();
        scale = view.scale();
        picture = new int[width * height];
        cel = new int[width * height];
        raster = new Raster(width, height);
        celFrom = new int[height];
        celTo = new int[height];
        inkFrom = new int[height];
        inkTo = new int[height];
        // Everything is to be cleaned the first time.
        Arrays.setAll(inkTo, row -> (row + 1) * width);
        Arrays.setAll(inkFrom, row -> row * width);
    }

    /** The picture's pixels, 0xRRGGBB, row by row. */
    int[] pixels() {
        return picture;
    }

    /** Lets {@code ground}, as large as the picture, appear wherever the picture was painted on. */
    void clean(int[] ground) {
        for (int row = 0; row < height; row++) {
            int from = inkFrom[row];
            if (from < inkTo[row]) {
                System.arraycopy(ground, from, picture, from, inkTo[row] - from);
            }
            inkFrom[row] = width * height;
            inkTo[row] = 0;
        }
    }

    /** First pixel of {@code row} painted on since the picture was cleaned; at or after {@link #inkTo} if none was. */
    int inkFrom(int row) {
        return inkFrom[row];
    }

    /** The pixel after the last of {@code row} painted on. */
    int inkTo(int row) {
        return inkTo[row];
    }

    private void ink(int row, int from, int to) {
        inkFrom[row] = Math.min(inkFrom[row], from);
        inkTo[row] = Math.max(inkTo[row], to);
    }

    private void ink(Spans shape) {
        for (int row = shape.top(); row < shape.bottom(); row++) {
            int first = shape.firstRun(row);
            int end = shape.endRun(row);
            if (first < end) {
                ink(row, shape.from(first), shape.to(end - 1));
            }
        }
    }

    /** Takes up the cel, all {@code ground}; from now on paint goes there, until it is joined inside of {@code shapes}. */
    void cel(Color ground, Shape... shapes) {
        if (silhouettes.length < shapes.length) {
            int known = silhouettes.length;
            silhouettes = Arrays.copyOf(silhouettes, shapes.length);
            Arrays.setAll(silhouettes, i -> i < known ? silhouettes[i] : new Spans(height));
        }
        silhouetteCount = shapes.length;
        Arrays.fill(celFrom, width * height);
        Arrays.fill(celTo, 0);
        celTop = height;
        celBottom = 0;
        int colour = ground.getRGB();
        for (int i = 0; i < shapes.length; i++) {
            raster.add(shapes[i], 0, 0);
            raster.sweep(silhouettes[i]);
            prime(silhouettes[i], colour);
        }
        raster.clip(celTop, celBottom);
        celInUse = true;
    }

    private void prime(Spans silhouette, int colour) {
        celTop = Math.min(celTop, silhouette.top());
        celBottom = Math.max(celBottom, silhouette.bottom());
        for (int row = silhouette.top(); row < silhouette.bottom(); row++) {
            int end = silhouette.endRun(row);
            for (int run = silhouette.firstRun(row); run < end; run++) {
                int from = silhouette.from(run);
                int to = silhouette.to(run);
                Arrays.fill(cel, from, to, colour);
                celFrom[row] = Math.min(celFrom[row], from);
                celTo[row] = Math.max(celTo[row], to);
            }
        }
    }

    /** Lays the cel on the picture; from now on paint goes there. */
    void join() {
        celInUse = false;
        raster.unclip();
        for (int i = 0; i < silhouetteCount; i++) {
            Spans silhouette = silhouettes[i];
            ink(silhouette);
            int runs = silhouette.count();
            for (int run = 0; run < runs; run++) {
                int from = silhouette.from(run);
                int to = silhouette.to(run);
                int cover = silhouette.cover(run);
                if (cover == Spans.FULL) {
                    System.arraycopy(cel, from, picture, from, to - from);
                } else {
                    for (int at = from; at < to; at++) {
                        picture[at] = Blend.of(picture[at], cel[at], cover);
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
        int opacity = colour.getAlpha() + (colour.getAlpha() >> 7);
        if (celInUse) {
            raster.lay(cel, celFrom, celTo, colour.getRGB(), opacity);
        } else {
            raster.lay(picture, colour.getRGB(), opacity, inkFrom, inkTo);
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
            int base = row * width;
            int from = Math.max(celInUse ? celFrom[row] - base : 0, (int) Math.ceil(centre.getX() - half - 0.5));
            int to = Math.min(celInUse ? celTo[row] - base : width, (int) Math.floor(centre.getX() + half + 0.5));
            if (!celInUse && from < to) {
                ink(row, base + from, base + to);
            }
            float offset = (float) ((0.5 - centre.getX()) / wide);
            float rest = (float) (1 - dy * dy);
            for (int column = from; column < to; column++) {
                float dx = column * step + offset;
                float near = Math.max(0, rest - dx * dx);
                int i = base + column;
                target[i] = Blend.of(target[i], paint, (int) (strength * near * near + 0.5f));
            }
        }
    }
}
