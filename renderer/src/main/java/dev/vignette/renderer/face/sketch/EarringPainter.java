package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;

/** Hoops, which hang straight down however the head is held. */
final class EarringPainter implements Feature {
    private final Rig rig;

    EarringPainter(Rig rig) {
        this.rig = rig;
    }

    @Override
    public void paint(Easel easel, Sitting sitting) {
        double scale = sitting.head().scale();
        Color metal = rig.palette().accent();
        for (int side = -1; side <= 1; side += 2) {
            Point2D lobe = sitting.head().place(side * (rig.head().width() / 2 + 0.5), 7.6, -2.5);
            double wide = 2.5 * scale;
            double tall = 3.5 * scale;
            Ellipse2D hoop = new Ellipse2D.Double(lobe.getX() - wide, lobe.getY() - 0.2 * scale, 2 * wide, 2 * tall);
            easel.draw(hoop, 1.0, Tone.mix(metal, rig.palette().ink(), side < 0 ? 0.12 : 0.3));
            Ellipse2D shine = new Ellipse2D.Double(
                    lobe.getX() - wide - 0.12 * scale, lobe.getY() - 0.3 * scale, 2 * wide, 2 * tall);
            easel.draw(shine, 0.42, Tone.mix(metal, rig.palette().rim(), 0.6));
        }
    }
}
