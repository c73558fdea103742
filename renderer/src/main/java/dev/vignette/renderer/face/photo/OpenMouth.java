package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.photo.Landmarks.Lips;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sees whether the mouth of the picture stands open: teeth are as bright as skin but far less red, a cavity is far
 * darker. Then the line where the mouth opens further is the lower edge of what is seen between the lips.
 */
final class OpenMouth {
    private static final double STEP = 1.0 / FacePatch.UNIT;
    private static final double LEAST_HEIGHT = 0.06;
    /** The cut keeps clear of the teeth's tips, which would else hang on the lower lip. */
    private static final double BELOW_TEETH = 0.008;

    private static final double TALLEST = 0.34;

    private OpenMouth() {}

    /** {@code lips} as they are if the mouth is closed, else with line, gap and lower border put right. */
    static Lips correct(FacePatch patch, Lips lips) {
        int inner = 0;
        int toothed = 0;
        for (int place = 0; place < Lips.SAMPLES; place++) {
            double t = 2.0 * place / (Lips.SAMPLES - 1) - 1;
            if (Math.abs(t) < 0.55) {
                inner++;
                toothed += teeth(patch, lips.at(t)).length > 0 ? 1 : 0;
            }
        }
        if (toothed >= 0.6 * inner) {
            return smiling(patch, lips);
        }
        double dark = darkness(patch, lips.at(0));
        return dark < 0.09
                ? lips
                : new Lips(lips.left(), lips.right(), lips.line(), Math.min(dark, 0.2), lips.top(), lips.bottom());
    }

    /** Corners where the teeth end, line along the teeth's lower edge. */
    private static Lips smiling(FacePatch patch, Lips lips) {
        double left = Math.max(reach(patch, lips, -1), (reach(patch, lips, -1) + lips.halfWidth()) / 2);
        double right = Math.max(reach(patch, lips, 1), (reach(patch, lips, 1) + lips.halfWidth()) / 2);
        double[] ends = {lips.middle() - Math.min(left, 1.3 * right), lips.middle() + Math.min(right, 1.3 * left)};
        List<Double> heights = new ArrayList<>();
        double[] line = new double[Lips.SAMPLES];
        for (int place = 0; place < Lips.SAMPLES; place++) {
            double t = 2.0 * place / (Lips.SAMPLES - 1) - 1;
            double u = (ends[0] + ends[1]) / 2 + t * (ends[1] - ends[0]) / 2;
            double[] run = teeth(patch, new Point(u, level(lips, u)));
            line[place] = run.length > 0 ? run[1] : Double.NaN;
            if (run.length > 0) {
                heights.add(run[1] - run[0]);
            }
        }
        line[0] = level(lips, ends[0]) + 0.02;
        line[Lips.SAMPLES - 1] = level(lips, ends[1]) + 0.02;
        heights.sort(null);
        double tallest = heights.get(heights.size() * 9 / 10);
        double[] smooth = Arc.through(line);
        Arrays.setAll(smooth, place -> smooth[place] + BELOW_TEETH);
        double middle = smooth[Lips.SAMPLES / 2];
        // Gums, or the shadow of the upper lip, belong to the gap as well.
        double gap = Math.clamp(middle - level(lips, (ends[0] + ends[1]) / 2), tallest, 1.3 * tallest);
        double bottom = middle + LipFinder.border(patch, (ends[0] + ends[1]) / 2, middle, 1, 0.15);
        double top = Math.min(lips.top(), middle - gap - 0.06);
        return new Lips(ends[0], ends[1], Arrays.stream(smooth).boxed().toList(), gap, top, bottom);
    }

    private static double level(Lips lips, double u) {
        return lips.at(Math.clamp((u - lips.middle()) / lips.halfWidth(), -0.95, 0.95))
                .y();
    }

    /** How far the row of teeth reaches to one side, with the shadow of the cheek's inside. */
    private static double reach(FacePatch patch, Lips lips, int side) {
        double last = 0;
        for (double away = 0; away < 0.46 && away - last < 0.06; away += STEP) {
            double u = lips.middle() + side * away;
            if (teeth(patch, new Point(u, level(lips, u))).length > 0) {
                last = away;
            }
        }
        return Math.max(last + 0.05, 0.25);
    }

    /** Top and bottom of the teeth seen at or just below {@code place}; empty if there are none. */
    private static double[] teeth(FacePatch patch, Point place) {
        double skin = patch.skinLuma();
        double hue = patch.skinRedness();
        double[] longest = new double[0];
        double start = Double.NaN;
        for (double v = place.y() - 0.1; v < place.y() + TALLEST; v += STEP) {
            boolean tooth = patch.meanRedness(place.x(), v, 0.02, 0.006) < hue - 0.05
                    && patch.meanLuma(place.x(), v, 0.02, 0.006) > 0.55 * skin;
            if (tooth && Double.isNaN(start)) {
                start = v;
            } else if (!tooth && !Double.isNaN(start)) {
                double length = v - start;
                double least = longest.length == 0 ? LEAST_HEIGHT : longest[1] - longest[0];
                if (length >= least && start < place.y() + 0.12) {
                    longest = new double[] {start, v};
                }
                start = Double.NaN;
            }
        }
        return longest;
    }

    private static double darkness(FacePatch patch, Point place) {
        double skin = patch.skinLuma();
        double tall = 0;
        for (double v = place.y() - 0.15; v < place.y() + 0.15; v += STEP) {
            tall += patch.meanLuma(place.x(), v, 0.06, 0.006) < 0.22 * skin ? STEP : 0;
        }
        return tall;
    }
}
