package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.motion.Expression.Mouth;
import dev.vignette.renderer.face.photo.Landmarks.Lips;

/**
 * Paints what is seen between the lips: a dark cavity, the edges of the teeth, the back of the tongue, with the lips'
 * shadow above and their moist inner side below. The edge against the lips is soft by a pixel and a half.
 */
final class MouthInterior {
    /** Incisors end about level with the upper lip at rest; how much lower they are seen the sound decides. */
    private static final double TOOTH_EDGE = 0.004;

    private static final double INCISOR = 0.125;

    private final PortraitCrop crop;
    private final MouthColours colours;
    private final double restLine;
    private final double middle;
    private final double halfWidth;
    private final boolean drawsUpperTeeth;

    MouthInterior(PortraitCrop crop) {
        this.crop = crop;
        colours = MouthColours.of(crop);
        Lips lips = crop.face().lips();
        restLine = lips.at(0).y();
        middle = lips.middle();
        halfWidth = lips.halfWidth();
        // A picture that shows teeth shows its own.
        drawsUpperTeeth = lips.gap() == 0;
    }

    /**
     * Paints over {@code pixels} whatever lies between {@code upper} and {@code lower}.
     *
     * @param slide how far head motion carried the upper teeth, face units
     */
    void paint(Mouth mouth, Outline upper, Outline lower, Point slide, int[] pixels) {
        Similarity frame = crop.face().frame();
        double scale = frame.scale();
        double deepest = lower.lowest() - upper.at((upper.left() + upper.right()) / 2);
        if (Math.abs(deepest) * scale < 0.4) {
            return;
        }
        double margin = 2 / scale;
        double highest = Math.min(upper.highest(), lower.highest()) - margin;
        double lowest = Math.max(upper.lowest(), lower.lowest()) + margin;
        Point[] corners = {
            frame.at(upper.left(), highest), frame.at(upper.right(), highest),
            frame.at(upper.left(), lowest), frame.at(upper.right(), lowest)
        };
        int fromX = (int) Math.max(0, Math.floor(least(corners, true)));
        int toX = (int) Math.min(crop.width() - 1, Math.ceil(-least(negated(corners), true)));
        int fromY = (int) Math.max(0, Math.floor(least(corners, false)));
        int toY = (int) Math.min(crop.height() - 1, Math.ceil(-least(negated(corners), false)));
        for (int y = fromY; y <= toY; y++) {
            for (int x = fromX; x <= toX; x++) {
                Point place = frame.inverse(new Point(x + 0.5, y + 0.5));
                if (place.x() > upper.left() && place.x() < upper.right()) {
                    double top = upper.at(place.x());
                    double bottom = lower.at(place.x());
                    double inside = Math.min(place.y() - top, bottom - place.y()) * scale;
                    double cover =
                            Math.clamp(inside / 1.5 + 0.5, 0, 1) * Math.clamp((bottom - top) * scale / 1.2, 0, 1);
                    int index = y * crop.width() + x;
                    if (cover > 0) {
                        pixels[index] = Colour.mix(pixels[index], colour(mouth, place, top, bottom, slide), cover);
                    } else if (bottom < top) {
                        pixels[index] = seam(pixels[index], place.y() - bottom, (top - bottom) * scale);
                    }
                }
            }
        }
    }

    /** Where the lower lip has slid over teeth: the line between closed lips, which also makes that edge soft. */
    private int seam(int pixel, double away, double overlap) {
        double thick = 1.4 / crop.face().frame().scale();
        double line = Math.exp(-Math.pow(away / thick, 2)) * Math.clamp(overlap / 2, 0, 1);
        return Colour.mix(pixel, Colour.lit(colours.lip(), 0.45), 0.8 * line);
    }

    private int colour(Mouth mouth, Point place, double top, double bottom, Point slide) {
        double u = place.x() - middle - slide.x();
        double v = place.y();
        double across = Math.clamp(u / halfWidth, -1, 1);
        double gap = bottom - top;
        int colour = Colour.lit(colours.cavity(), 0.8 + 0.5 * (v - top) / Math.max(gap, 1e-6));
        colour = tongue(colour, mouth, v, across, bottom, gap);
        colour = lowerTeeth(colour, mouth, v, u, across, bottom, gap);
        if (drawsUpperTeeth) {
            colour = upperTeeth(colour, mouth, v - slide.y(), u, across, top - slide.y());
        }
        // The lower lip's inner side, moist and in its own shadow.
        double rim = 1 - smooth(0, 0.045, bottom - v);
        return Colour.mix(colour, Colour.lit(colours.lip(), 0.62), 0.75 * rim);
    }

    private int upperTeeth(int colour, Mouth mouth, double v, double u, double across, double top) {
        double arch = 1 - 0.75 * across * across;
        double edge = restLine
                + (TOOTH_EDGE + 0.072 * Math.min(mouth.teeth(), 0.7)) * arch
                - 0.012 * across * across
                + 0.003 * Math.cos(u / INCISOR * 2 * Math.PI);
        double soft = 0.9 / crop.face().frame().scale();
        double shown = 1 - smooth(edge - soft, edge + soft, v);
        double width = 1 - smooth(0.62, 0.92, Math.abs(across));
        double shadow = 0.78 + 0.22 * smooth(0, 0.035, v - top);
        double round = 1 - 0.45 * across * across;
        return Colour.mix(colour, Colour.lit(colours.tooth(), shadow * round * gaps(u)), shown * width * 0.95);
    }

    private int lowerTeeth(int colour, Mouth mouth, double v, double u, double across, double bottom, double gap) {
        double tall = 0.034 * mouth.teeth() * smooth(0.02, 0.06, gap);
        double soft = 0.9 / crop.face().frame().scale();
        double edge = bottom - tall * (1 - across * across);
        double shown = smooth(edge - soft, edge + soft, v) * smooth(0.004, 0.014, tall);
        double width = 1 - smooth(0.45, 0.75, Math.abs(across));
        return Colour.mix(colour, Colour.lit(colours.tooth(), 0.66 * gaps(u * 1.5)), 0.85 * shown * width);
    }

    private int tongue(int colour, Mouth mouth, double v, double across, double bottom, double gap) {
        double tall = Math.max((0.42 + 0.35 * mouth.tongueUp()) * gap, mouth.tongueOut() * 0.75 * gap);
        double surface = bottom - tall * (1 - 0.8 * across * across);
        double shown = smooth(surface - 0.035, surface + 0.03, v) * smooth(0.03, 0.1, gap);
        double lit = 0.7 + 0.3 * mouth.tongueOut() + 0.25 * smooth(0, 0.08, v - surface) - 0.3 * across * across;
        return Colour.mix(colour, Colour.lit(colours.tongue(), lit), shown * (0.9 + 0.1 * mouth.tongueOut()));
    }

    /** Faint dark lines between teeth. */
    private static double gaps(double u) {
        double phase = u / INCISOR - Math.rint(u / INCISOR);
        return 1 - 0.16 * Math.exp(-phase * phase / 0.006);
    }

    private static double smooth(double from, double to, double value) {
        double share = Math.clamp((value - from) / (to - from), 0, 1);
        return share * share * (3 - 2 * share);
    }

    private static Point[] negated(Point[] points) {
        Point[] negated = new Point[points.length];
        for (int i = 0; i < points.length; i++) {
            negated[i] = points[i].times(-1);
        }
        return negated;
    }

    private static double least(Point[] points, boolean horizontal) {
        double least = Double.POSITIVE_INFINITY;
        for (Point point : points) {
            least = Math.min(least, horizontal ? point.x() : point.y());
        }
        return least;
    }
}
