package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.face.photo.Landmarks.Lips;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the line between the lips as the path from left to right that is darker than what is above and below it, with
 * red on both sides, near where mouths are (dynamic programming over columns). Then the corners, the borders of the lips
 * and, if the mouth stands open, the gap.
 */
final class LipFinder {
    private static final double STEP = 1.0 / FacePatch.UNIT;
    private static final double TOP = 0.82;
    private static final int ROWS = (int) Math.round((1.48 - TOP) / STEP);
    private static final double SIDE = 0.58;
    private static final int COLUMNS = (int) Math.round(2 * SIDE / STEP);

    /** Half the width of a mouth at rest: 50 mm against 63 mm from eye to eye. */
    private static final double USUAL_HALF_WIDTH = 0.4;

    private static final double BOW = 0.025;

    private LipFinder() {}

    static Lips find(FacePatch patch) {
        double skin = patch.skinLuma();
        double hue = patch.skinRedness();
        double[][] valley = new double[COLUMNS][ROWS];
        double[][] worth = new double[COLUMNS][ROWS];
        for (int column = 0; column < COLUMNS; column++) {
            for (int row = 0; row < ROWS; row++) {
                double u = u(column);
                double v = v(row);
                valley[column][row] = Math.max(0, valley(patch, u, v)) / (0.1 * skin);
                double red = (patch.meanRedness(u, v, 0.03, 0.08) - hue) / 0.15;
                double prior = Math.pow((v - 1.12) / 0.17, 2);
                worth[column][row] = Math.min(valley[column][row], 2.5) + 0.7 * Math.clamp(red, -1, 2) - 0.7 * prior;
            }
        }
        int[] path = path(worth);
        double[] corners = corners(path, valley, patch, hue);
        return lips(patch, path, corners);
    }

    private static double u(int column) {
        return -SIDE + (column + 0.5) * STEP;
    }

    private static double v(int row) {
        return TOP + (row + 0.5) * STEP;
    }

    private static int column(double u) {
        return Math.clamp((int) Math.floor((u + SIDE) / STEP), 0, COLUMNS - 1);
    }

    /** How much darker it is here than both a little above and a little below. */
    private static double valley(FacePatch patch, double u, double v) {
        double here = patch.meanLuma(u, v, 0.025, 0.006);
        double above = patch.meanLuma(u, v - 0.06, 0.025, 0.012);
        double below = patch.meanLuma(u, v + 0.06, 0.025, 0.012);
        return Math.min(above, below) - here;
    }

    /** The row of the best path in each column; steps of more than one row are not allowed, steps of one cost. */
    private static int[] path(double[][] worth) {
        int first = column(-0.36);
        int last = column(0.36);
        double[][] sum = new double[COLUMNS][ROWS];
        int[][] from = new int[COLUMNS][ROWS];
        sum[first] = worth[first].clone();
        for (int column = first + 1; column <= last; column++) {
            for (int row = 0; row < ROWS; row++) {
                double best = Double.NEGATIVE_INFINITY;
                for (int before = Math.max(0, row - 1); before <= Math.min(ROWS - 1, row + 1); before++) {
                    double value = sum[column - 1][before] - (before == row ? 0 : 0.35);
                    if (value > best) {
                        best = value;
                        from[column][row] = before;
                    }
                }
                sum[column][row] = best + worth[column][row];
            }
        }
        int row = 0;
        for (int candidate = 1; candidate < ROWS; candidate++) {
            row = sum[last][candidate] > sum[last][row] ? candidate : row;
        }
        int[] path = new int[COLUMNS];
        for (int column = last; column >= first; column--) {
            path[column] = row;
            row = from[column][row];
        }
        // Beyond, towards the corners, the line follows the darkest of the next three rows.
        for (int column = last + 1; column < COLUMNS; column++) {
            path[column] = follow(worth[column], path[column - 1]);
        }
        for (int column = first - 1; column >= 0; column--) {
            path[column] = follow(worth[column], path[column + 1]);
        }
        return path;
    }

    private static int follow(double[] worth, int row) {
        int best = row;
        for (int candidate = Math.max(0, row - 1); candidate <= Math.min(ROWS - 1, row + 1); candidate++) {
            if (worth[candidate] > worth[best] + 0.15) {
                best = candidate;
            }
        }
        return best;
    }

    /** Where the line ends: its valley and its redness fade; drawn towards the usual width. */
    private static double[] corners(int[] path, double[][] valley, FacePatch patch, double hue) {
        double typical = 0;
        for (int column = column(-0.2); column <= column(0.2); column++) {
            typical += Math.min(valley[column][path[column]], 3) / (column(0.2) - column(-0.2) + 1);
        }
        double[] ends = new double[2];
        for (int side = 0; side < 2; side++) {
            int way = side == 0 ? -1 : 1;
            double best = Double.NEGATIVE_INFINITY;
            for (double reach = 0.25; reach <= 0.55; reach += STEP) {
                double inside = strength(path, valley, patch, hue, way * (reach - 0.06), typical);
                double outside = strength(path, valley, patch, hue, way * (reach + 0.06), typical);
                double score = inside - outside - Math.pow((reach - USUAL_HALF_WIDTH) / 0.11, 2) * 0.35;
                if (score > best) {
                    best = score;
                    ends[side] = way * reach;
                }
            }
        }
        return ends;
    }

    private static double strength(
            int[] path, double[][] valley, FacePatch patch, double hue, double u, double typical) {
        double dark = 0;
        int count = 0;
        for (int column = column(u - 0.05); column <= column(u + 0.05); column++) {
            dark += Math.min(valley[column][path[column]] / Math.max(typical, 0.3), 1.2);
            count++;
        }
        double red = (patch.meanRedness(u, v(path[column(u)]), 0.05, 0.05) - hue) / 0.15;
        return dark / count + 0.5 * Math.clamp(red, -0.5, 1.5);
    }

    private static Lips lips(FacePatch patch, int[] path, double[] corners) {
        List<Double> line = new ArrayList<>();
        double half = (corners[1] - corners[0]) / 2;
        for (int place = 0; place < Lips.SAMPLES; place++) {
            double u = corners[0] + 2 * half * place / (Lips.SAMPLES - 1);
            double sum = 0;
            int count = 0;
            for (int column = column(u - 0.03); column <= column(u + 0.03); column++) {
                sum += v(path[column]);
                count++;
            }
            line.add(sum / count);
        }
        return OpenMouth.correct(patch, bordered(patch, new Lips(corners[0], corners[1], plain(line), 0, 0, 0)));
    }

    /** The line without strays: lips meet in an arc from which their bow departs little. */
    private static List<Double> plain(List<Double> line) {
        double[] arc =
                Arc.through(line.stream().mapToDouble(Double::doubleValue).toArray());
        List<Double> plain = new ArrayList<>();
        for (int place = 0; place < arc.length; place++) {
            plain.add(Math.clamp(line.get(place), arc[place] - BOW, arc[place] + BOW));
        }
        return plain;
    }

    /** The same lips with the borders of their red measured from where they meet. */
    private static Lips bordered(FacePatch patch, Lips lips) {
        double line = lips.at(0).y();
        double top = line - border(patch, lips.middle(), line, -1, 0.13);
        double bottom = line + border(patch, lips.middle(), line, 1, 0.17);
        return new Lips(lips.left(), lips.right(), lips.line(), lips.gap(), top, bottom);
    }

    /** How far from the line the red of the lip ends, between 0.6 and 1.6 times what is usual. */
    static double border(FacePatch patch, double u, double line, int way, double usual) {
        double best = 0.02;
        double place = usual;
        for (double away = 0.6 * usual; away <= 1.6 * usual; away += STEP) {
            double inside = patch.meanRedness(u, line + way * (away - 0.03), 0.12, 0.015);
            double outside = patch.meanRedness(u, line + way * (away + 0.03), 0.12, 0.015);
            double fall = (inside - outside) * (1 - 0.5 * Math.abs(away / usual - 1));
            if (fall > best) {
                best = fall;
                place = away;
            }
        }
        return place;
    }
}
