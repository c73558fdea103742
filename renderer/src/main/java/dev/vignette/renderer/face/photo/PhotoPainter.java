package dev.vignette.renderer.face.photo;

import dev.vignette.media.film.Frame;
import dev.vignette.media.film.RgbToYuv;
import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.Painter;
import dev.vignette.renderer.face.photo.Delaunay.Triangle;
import java.util.List;

/** Paints a prepared photograph in an expression: what does not move is copied, what moves is drawn by triangles. */
final class PhotoPainter implements Painter {
    /** Shifts below this many pixels cannot be seen. */
    private static final double STILL = 0.004;

    private final PhotoPortrayal portrayal;
    private final double[] rest;
    private final double[] moved;
    private final int[] pixels;
    private final TriangleRaster raster;

    PhotoPainter(PhotoPortrayal portrayal) {
        this.portrayal = portrayal;
        PortraitCrop crop = portrayal.crop();
        rest = portrayal.deformation().rest();
        moved = rest.clone();
        pixels = new int[crop.width() * crop.height()];
        raster = new TriangleRaster(portrayal.texture(), pixels, crop.width(), crop.height());
    }

    @Override
    public void paint(Expression expression, Frame frame) {
        paint(expression);
        RgbToYuv.convert(pixels, frame);
    }

    /** The picture as packed pixels, valid until the next call. */
    int[] paint(Expression expression) {
        PortraitCrop crop = portrayal.crop();
        FaceMesh mesh = portrayal.mesh();
        System.arraycopy(crop.rgb(), 0, pixels, 0, pixels.length);
        portrayal.deformation().apply(expression, moved);
        draw(mesh.ground());
        draw(mesh.fillers());
        draw(mesh.lids());
        draw(mesh.jaw());
        Similarity face = crop.face().frame();
        Outline upper = new Outline(mesh.upperLip(), moved, face);
        Outline lower = new Outline(mesh.lowerLip(), moved, face);
        Point slide = portrayal
                .deformation()
                .slide(expression.head(), crop.face().lips().at(0));
        portrayal.interior().paint(expression.mouth(), upper, lower, slide, pixels);
        Outline left = new Outline(mesh.lidEdges().get(0), moved, face);
        Outline right = new Outline(mesh.lidEdges().get(1), moved, face);
        portrayal.leftLid().paint(left, expression.eyes().leftLid(), pixels);
        portrayal.rightLid().paint(right, expression.eyes().rightLid(), pixels);
        return pixels;
    }

    private void draw(List<Triangle> triangles) {
        for (Triangle triangle : triangles) {
            int a = 2 * triangle.a();
            int b = 2 * triangle.b();
            int c = 2 * triangle.c();
            if (moves(a) || moves(b) || moves(c)) {
                raster.draw(
                        moved[a],
                        moved[a + 1],
                        moved[b],
                        moved[b + 1],
                        moved[c],
                        moved[c + 1],
                        rest[a],
                        rest[a + 1],
                        rest[b],
                        rest[b + 1],
                        rest[c],
                        rest[c + 1]);
            }
        }
    }

    private boolean moves(int index) {
        return Math.abs(moved[index] - rest[index]) > STILL || Math.abs(moved[index + 1] - rest[index + 1]) > STILL;
    }
}
