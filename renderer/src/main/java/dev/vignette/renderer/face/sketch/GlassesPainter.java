package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.Shape;

/** Round spectacles, a hand's breadth of parallax before the eyes, with the window's light in one corner of each lens. */
final class GlassesPainter implements Feature {
    private static final double BEFORE_EYES = 15.5;
    private static final double WIDE = 7.0;
    private static final double TALL = 6.3;
    private static final double DOWN = 1.0;

    private final Rig rig;

    GlassesPainter(Rig rig) {
        this.rig = rig;
    }

    @Override
    public void paint(Easel easel, Sitting sitting) {
        double eye = rig.eyes().spacing() / 2 + 0.35;
        Color frame = rig.palette().accent();
        Color shadow = Tone.glaze(rig.palette().deepShade(), 0.34);
        for (int side = -1; side <= 1; side += 2) {
            Shape lens = lens(sitting, side * eye, WIDE, TALL);
            easel.draw(lens, 0.5, 1.1, 0.9, shadow);
            easel.fill(lens, Tone.glaze(rig.palette().rim(), 0.07));
            easel.draw(
                    arm(sitting, side, eye), 1.0, Tone.mix(frame, rig.palette().ink(), 0.3));
            reflection(easel, sitting, side * eye);
            easel.draw(lens, 1.05, frame);
            Pen edge = sitting.head().plane(BEFORE_EYES).from(side * eye - WIDE * 0.94, DOWN - TALL * 0.34);
            edge.curve(
                    side * eye - WIDE * 0.8,
                    DOWN - TALL * 0.8,
                    side * eye - WIDE * 0.4,
                    DOWN - TALL * 1.02,
                    side * eye,
                    DOWN - TALL);
            easel.draw(edge.path(), 0.34, Tone.mix(frame, rig.palette().rim(), 0.55));
        }
        double inner = eye - WIDE;
        Pen bridge = sitting.head().plane(BEFORE_EYES).from(-inner, DOWN - 1.6);
        bridge.curve(-inner * 0.5, DOWN - 3.3, inner * 0.5, DOWN - 3.3, inner, DOWN - 1.6);
        easel.draw(bridge.path(), 1.05, frame);
    }

    private Shape arm(Sitting sitting, int side, double eye) {
        double half = rig.head().width() / 2;
        return sitting.head()
                .pen((x, y) -> Math.abs(x) > eye + WIDE + 0.5 ? 0 : BEFORE_EYES)
                .mirrored(side)
                .from(eye + WIDE * 0.98, DOWN - 1.4)
                .line(half - 0.5, -1.6)
                .path();
    }

    private void reflection(Easel easel, Sitting sitting, double x) {
        Pen glint = sitting.head().plane(BEFORE_EYES).from(x - WIDE * 0.80, DOWN - 0.4);
        glint.curve(
                x - WIDE * 0.76,
                DOWN - TALL * 0.55,
                x - WIDE * 0.4,
                DOWN - TALL * 0.82,
                x - WIDE * 0.06,
                DOWN - TALL * 0.85);
        glint.curve(x - WIDE * 0.3, DOWN - TALL * 0.5, x - WIDE * 0.5, DOWN - TALL * 0.2, x - WIDE * 0.80, DOWN - 0.4);
        easel.fill(glint.close().path(), Tone.glaze(Color.WHITE, 0.26));
    }

    private static Shape lens(Sitting sitting, double x, double wide, double tall) {
        double s = 0.60;
        Pen pen = sitting.head().plane(BEFORE_EYES).from(x + wide, DOWN);
        pen.curve(x + wide, DOWN + tall * s, x + wide * s, DOWN + tall, x, DOWN + tall);
        pen.curve(x - wide * s, DOWN + tall, x - wide, DOWN + tall * s, x - wide, DOWN);
        pen.curve(x - wide, DOWN - tall * s, x - wide * s, DOWN - tall, x, DOWN - tall);
        pen.curve(x + wide * s, DOWN - tall, x + wide, DOWN - tall * s, x + wide, DOWN);
        return pen.close().path();
    }
}
