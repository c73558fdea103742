package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;

/** Skin: ears, the planes of the face in light and shade, blush, and the shadow that the hair throws on it. */
final class FacePainter implements Feature {
    private final Rig rig;
    private final Palette palette;
    private final HeadShape shape;
    private final Hairdo hairdo;

    FacePainter(Rig rig, HeadShape shape, Hairdo hairdo) {
        this.rig = rig;
        this.palette = rig.palette();
        this.shape = shape;
        this.hairdo = hairdo;
    }

    @Override
    public void paint(Easel easel, Sitting sitting) {
        if (hairdo.showsEars()) {
            ear(easel, sitting, -1);
            ear(easel, sitting, 1);
        }
        Shape outline = shape.outline(sitting);
        easel.cel(hairdo.showsEars() ? palette.skinRim() : palette.shade(), outline);
        easel.fill(outline, -0.65, 0.1, palette.shade());
        light(easel, sitting);
        sockets(easel, sitting);
        blush(easel, sitting);
        lines(easel, sitting);
        Shape fringe = hairdo.shadowCaster(sitting);
        easel.fill(fringe, 0.9, 1.7, Tone.glaze(palette.deepShade(), 0.34));
        easel.join();
    }

    /** The side of the face that looks to the lamp, with a terminator that is soft over about one unit. */
    private void light(Easel easel, Sitting sitting) {
        double wide = rig.head().width() / 35;
        for (int step = 0; step < 3; step++) {
            double soft = 0.3 - 0.3 * step;
            Pen pen = sitting.head().face(0);
            pen.from(-27, -34).line(8, -34);
            pen.through(
                    (9.5 + soft) * wide,
                    -26,
                    (12.2 + soft) * wide,
                    -17,
                    (12.6 + soft) * wide,
                    -9,
                    (11.3 + soft) * wide,
                    -3,
                    (13.2 + soft) * wide,
                    3.5,
                    (11.9 + soft) * wide,
                    9,
                    (8.9 + soft) * wide,
                    sitting.lowered(14.5),
                    (7.0 + soft) * wide,
                    sitting.lowered(19.5),
                    (4.2 + soft) * wide,
                    sitting.lowered(23.2),
                    -2 + soft,
                    sitting.lowered(24.6),
                    -9 * wide,
                    sitting.lowered(23.3 + soft * 0.5),
                    -14.2 * wide,
                    sitting.lowered(16.2 + soft * 0.4),
                    -20,
                    13);
            easel.fill(pen.line(-27, 5).close().path(), Tone.glaze(palette.skin(), 0.3 + 0.3 * step));
        }
        easel.glow(sitting.head().place(-5, -12, 13), 11, 7.5, Tone.glaze(palette.shine(), 0.3));
        easel.glow(sitting.head().place(-10.2, 4.6, 10), 5.2, 3.6, Tone.glaze(palette.shine(), 0.2));
        easel.glow(sitting.head().place(-1.5, sitting.lowered(22.4), 13), 4, 2.2, Tone.glaze(palette.shine(), 0.22));
    }

    private void sockets(Easel easel, Sitting sitting) {
        double eye = rig.eyes().spacing() / 2;
        Color soft = Tone.glaze(palette.shade(), 0.5);
        easel.glow(sitting.head().place(-eye + 0.8, -2.6, 11), 6.2, 4, soft);
        easel.glow(sitting.head().place(eye - 0.8, -2.6, 11), 6.2, 4, Tone.glaze(palette.deepShade(), 0.4));
    }

    private void blush(Easel easel, Sitting sitting) {
        double smile = Math.max(0, sitting.expression().mouth().smile());
        double y = 8.2 - 0.8 * smile;
        double eye = rig.eyes().spacing() / 2;
        easel.glow(sitting.head().place(-eye - 1.6, y, 10), 6.2, 4.4, Tone.glaze(palette.blush(), 0.42 + 0.15 * smile));
        easel.glow(sitting.head().place(eye + 1.4, y, 10), 5.6, 4.2, Tone.glaze(palette.blush(), 0.38 + 0.15 * smile));
    }

    /** From nose to mouth, under the eyes and, with age, across the forehead and at the eyes' corners. */
    private void lines(Easel easel, Sitting sitting) {
        double age = rig.head().age();
        double smile = Math.max(0, sitting.expression().mouth().smile() - 0.15);
        double eye = rig.eyes().spacing() / 2;
        double nose = rig.nose().width() / 2;
        Lips lips = sitting.lips();
        for (int side = -1; side <= 1; side += 2) {
            Color line = Tone.glaze(palette.deepShade(), (side < 0 ? 0.34 : 0.46) * Math.max(0.9 * age, smile));
            double reach = lips.half() + 1.5;
            Path2D fold = sitting.head()
                    .face(0.5)
                    .mirrored(side)
                    .from(nose + 0.5, rig.nose().length() - 1.8)
                    .brush(
                            0.5 + 0.4 * age,
                            nose + 2.2,
                            rig.nose().length() - 0.4,
                            reach,
                            lips.cornerY() - 3.4,
                            reach + 0.1,
                            lips.cornerY() - 0.4)
                    .path();
            easel.fill(fold, line);
            Path2D bag = sitting.head()
                    .face(0.3)
                    .mirrored(side)
                    .from(eye - 4.1, 3.0)
                    .brush(0.5, eye - 2.2, 5.0, eye + 1.2, 5.3, eye + 3.6, 4.1)
                    .path();
            easel.fill(bag, Tone.glaze(palette.deepShade(), 0.36 * age));
            if (age > 0.3) {
                for (int crow = 0; crow < 3; crow++) {
                    double y = -0.6 + 1.5 * crow;
                    easel.fill(
                            sitting.head()
                                    .face(0)
                                    .mirrored(side)
                                    .from(eye + 5.3, y * 0.6 + 0.1)
                                    .brush(0.32, eye + 6.1, y * 0.8, eye + 6.8, y, eye + 7.4, y * 1.4 - 0.2)
                                    .path(),
                            Tone.glaze(palette.deepShade(), 0.4 * age));
                }
            }
        }
        if (age > 0.3) {
            double lift = -0.5 * Math.max(0, sitting.expression().brows());
            for (int row = 0; row < 2; row++) {
                double y = -11.3 - 2.5 * row + lift;
                Path2D wrinkle = sitting.head()
                        .face(0.2)
                        .from(-7 + row, y + 0.3)
                        .brush(0.42, -3, y - 0.6, 3.4, y - 0.5, 7 - 1.4 * row, y + 0.2)
                        .path();
                easel.fill(wrinkle, Tone.glaze(palette.deepShade(), 0.3 * age));
            }
        }
    }

    private void ear(Easel easel, Sitting sitting, double side) {
        double x = rig.head().width() / 2;
        Shape shell = sitting.head()
                .plane(-3)
                .mirrored(side)
                .loop(
                        x - 1.8, -1.5, x + 0.2, -3.4, x + 2.5, -3.2, x + 3.2, -0.2, x + 2.4, 4.4, x + 1.4, 7.6, x - 0.3,
                        8.6, x - 1.8, 7)
                .path();
        easel.cel(side > 0 ? palette.skinRim() : palette.skin(), shell);
        if (side > 0) {
            easel.fill(shell, -0.7, 0.3, palette.shade());
        }
        Path2D bowl = sitting.head()
                .plane(-3)
                .mirrored(side)
                .loop(
                        x - 0.9, 0.2, x + 0.5, -1.5, x + 1.7, -1.0, x + 1.7, 1.4, x + 0.9, 3.4, x + 0.5, 5.4, x - 0.7,
                        5.6)
                .path();
        easel.fill(bowl, Tone.glaze(palette.deepShade(), side > 0 ? 0.5 : 0.38));
        easel.glow(sitting.head().place(side * (x + 0.4), 6.8, -3), 2, 1.8, Tone.glaze(palette.blush(), 0.4));
        easel.join();
    }
}
