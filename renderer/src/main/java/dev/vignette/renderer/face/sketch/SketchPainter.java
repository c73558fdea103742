package dev.vignette.renderer.face.sketch;

import dev.vignette.media.film.Frame;
import dev.vignette.media.film.RgbToYuv;
import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.Painter;
import java.util.List;

/**
 * Paints one drawn person, frame after frame, on an {@link Easel} of its own. Only what the person covers is painted and
 * converted; around it lies the backdrop, which was converted once.
 */
final class SketchPainter implements Painter {
    private final Rig rig;
    private final View view;
    private final int[] backdrop;
    private final Frame room;
    private final List<Feature> layers;
    private final Easel easel;
    /** By pair of rows: the first column that is painted on, and the one after the last. */
    private final int[] from;

    private final int[] to;

    /** @param room the backdrop as a frame */
    SketchPainter(Rig rig, View view, int[] backdrop, Frame room, List<Feature> layers) {
        this.rig = rig;
        this.view = view;
        this.backdrop = backdrop;
        this.room = room;
        this.layers = layers;
        easel = new Easel(view);
        from = new int[view.height() / 2];
        to = new int[view.height() / 2];
    }

    @Override
    public void paint(Expression expression, Frame frame) {
        int[] pixels = draw(expression);
        System.arraycopy(room.y(), 0, frame.y(), 0, room.y().length);
        System.arraycopy(room.u(), 0, frame.u(), 0, room.u().length);
        System.arraycopy(room.v(), 0, frame.v(), 0, room.v().length);
        for (int pair = 0; pair < from.length; pair++) {
            int upper = 2 * pair * view.width();
            int lower = upper + view.width();
            from[pair] = Math.min(easel.inkFrom(2 * pair) - upper, easel.inkFrom(2 * pair + 1) - lower) & -2;
            to[pair] = (Math.max(easel.inkTo(2 * pair) - upper, easel.inkTo(2 * pair + 1) - lower) + 1) & -2;
        }
        RgbToYuv.convert(pixels, frame, from, to);
    }

    /** The picture as 0xRRGGBB pixels, valid until the next one is drawn. */
    int[] draw(Expression expression) {
        easel.clean(backdrop);
        Sitting sitting = Sitting.of(rig, view, expression);
        for (Feature layer : layers) {
            layer.paint(easel, sitting);
        }
        return easel.pixels();
    }
}
