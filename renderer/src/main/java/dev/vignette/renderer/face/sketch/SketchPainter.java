package dev.vignette.renderer.face.sketch;

import dev.vignette.media.film.Frame;
import dev.vignette.media.film.RgbToYuv;
import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.Painter;
import java.util.List;

/** Paints one drawn person, frame after frame, on an {@link Easel} of its own. */
final class SketchPainter implements Painter {
    private final Rig rig;
    private final View view;
    private final int[] backdrop;
    private final List<Feature> layers;
    private final Easel easel;

    SketchPainter(Rig rig, View view, int[] backdrop, List<Feature> layers) {
        this.rig = rig;
        this.view = view;
        this.backdrop = backdrop;
        this.layers = layers;
        easel = new Easel(view);
    }

    @Override
    public void paint(Expression expression, Frame frame) {
        RgbToYuv.convert(draw(expression), frame);
    }

    /** The picture as 0xRRGGBB pixels, valid until the next one is drawn. */
    int[] draw(Expression expression) {
        System.arraycopy(backdrop, 0, easel.pixels(), 0, backdrop.length);
        Sitting sitting = Sitting.of(rig, view, expression);
        for (Feature layer : layers) {
            layer.paint(easel, sitting);
        }
        return easel.pixels();
    }
}
