package dev.vignette.renderer.face.sketch;

import java.awt.Color;

/** Eyebrows: thick at the root, thin at the tail; they rise as one and knit at their roots. */
final class BrowPainter implements Feature {
    private static final double RISE = 1.9;
    private static final double KNIT = 1.3;

    private final Rig rig;

    BrowPainter(Rig rig) {
        this.rig = rig;
    }

    @Override
    public void paint(Easel easel, Sitting sitting) {
        brow(easel, sitting, -1);
        brow(easel, sitting, 1);
    }

    private void brow(Easel easel, Sitting sitting, int side) {
        Rig.Brows rest = rig.brows();
        double raised = Math.clamp(sitting.expression().brows(), -1, 1);
        double up = RISE * Math.max(0, raised);
        double knit = KNIT * Math.max(0, -raised);
        double root = -rest.length() * 0.47 - 0.4 * knit;
        double tail = rest.length() * 0.53;
        double thick = rest.thickness();
        double rootY = -up * 0.9 + knit;
        double peakY = -rest.arch() - up + 0.4 * knit;
        double tailY = 0.75 - up * 0.7 + 0.1 * knit;
        double peakX = rest.length() * 0.16;
        Color colour = Tone.mix(
                Tone.mix(rig.palette().hairShade(), rig.palette().hair(), side < 0 ? 0.6 : 0.35),
                rig.palette().shade(),
                0.16);
        Pen pen = sitting.head().face(0.8).local(side, rig.eyes().spacing() / 2 + 0.3, -rest.lift(), 0);
        pen.from(root, rootY + thick * 0.42)
                .curve(
                        root - 0.25,
                        rootY - thick * 0.2,
                        root + 0.3,
                        rootY - thick * 0.55,
                        root + 1.1,
                        rootY - thick * 0.6)
                .curve(
                        root + rest.length() * 0.2,
                        rootY - thick * 0.72 - rest.arch() * 0.4,
                        peakX - 1.6,
                        peakY - thick * 0.5,
                        peakX,
                        peakY - thick * 0.5)
                .curve(peakX + 1.8, peakY - thick * 0.5, tail - 1.4, tailY - 0.9, tail, tailY)
                .curve(tail - 1.8, tailY - 0.35, peakX + 2, peakY + thick * 0.42, peakX, peakY + thick * 0.42)
                .curve(
                        peakX - 1.8,
                        peakY + thick * 0.45,
                        root + rest.length() * 0.2,
                        rootY + thick * 0.30,
                        root,
                        rootY + thick * 0.42)
                .close();
        easel.fill(pen.path(), Tone.glaze(colour, 0.94));
    }
}
