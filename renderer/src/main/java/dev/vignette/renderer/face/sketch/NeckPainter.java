package dev.vignette.renderer.face.sketch;

import java.awt.Shape;

/** The neck down to the collarbones, under the shadow of the chin. */
final class NeckPainter implements Feature {
    private final Rig rig;
    private final Palette palette;
    private final HeadShape shape;
    private final boolean underHair;

    NeckPainter(Rig rig, HeadShape shape, Hairdo hairdo) {
        this.rig = rig;
        this.palette = rig.palette();
        this.shape = shape;
        underHair = !hairdo.showsEars();
    }

    @Override
    public void paint(Easel easel, Sitting sitting) {
        double half = rig.body().neck() / 2;
        Pen pen = sitting.body().plane(0).from(-half - 0.6, 6);
        pen.through(-half * 0.98, 16, -half * 0.97, 23, -half - 0.9, 28, -half - 4, 31.4, -half - 8, 35.5);
        pen.line(-half - 6, 48).line(half + 6, 48).line(half + 8, 35.5);
        pen.through(half + 4, 31.4, half + 0.9, 28, half * 0.97, 23, half * 0.98, 16, half + 0.6, 6);
        Shape neck = pen.close().path();
        easel.cel(underHair ? palette.shade() : palette.skinRim(), neck);
        easel.fill(neck, -0.8, 0.2, palette.shade());
        Pen light = sitting.body().plane(0).from(-half - 20, 20).line(-half * 0.5, 20);
        light.through(-half * 0.28, 26, half * 0.05, 31, half * 0.5, 35, half * 0.3, 48);
        easel.fill(light.line(-half - 20, 48).close().path(), Tone.glaze(palette.skin(), 0.82));
        for (int side = -1; side <= 1; side += 2) {
            easel.fill(
                    sitting.body()
                            .plane(0)
                            .mirrored(side)
                            .from(1.6, 34.2)
                            .brush(0.8, 4, 33.2, 8, 33.6, half + 3, 32.4)
                            .path(),
                    Tone.glaze(palette.deepShade(), 0.32));
        }
        easel.fill(shape.outline(sitting), 1.3, 4.4, Tone.glaze(palette.deepShade(), 0.88));
        easel.join();
    }
}
