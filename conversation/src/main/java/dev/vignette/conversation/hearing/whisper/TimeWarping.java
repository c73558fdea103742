package dev.vignette.conversation.hearing.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Dynamic time warping: the cheapest way through a matrix of costs from its first to its last corner. */
final class TimeWarping {
    private static final byte DIAGONAL = 0;
    private static final byte UP = 1;
    private static final byte LEFT = 2;

    private TimeWarping() {}

    /** A step of the way: a row (token) and a column (frame). */
    record Step(int row, int column) {}

    /**
     * The way; each step goes one row on, one column on, or both. Among equals a column is preferred, as in Whisper's own
     * word timing.
     *
     * @param cost [rows][columns], neither empty
     */
    static List<Step> path(double[][] cost) {
        int rows = cost.length;
        int columns = cost[0].length;
        double[] before = new double[columns + 1];
        double[] here = new double[columns + 1];
        byte[][] came = new byte[rows][columns];
        Arrays.fill(before, Double.POSITIVE_INFINITY);
        before[0] = 0;
        for (int row = 0; row < rows; row++) {
            here[0] = Double.POSITIVE_INFINITY;
            for (int column = 0; column < columns; column++) {
                double diagonal = before[column];
                double up = before[column + 1];
                double left = here[column];
                double cheapest;
                if (diagonal < up && diagonal < left) {
                    cheapest = diagonal;
                    came[row][column] = DIAGONAL;
                } else if (up < diagonal && up < left) {
                    cheapest = up;
                    came[row][column] = UP;
                } else {
                    cheapest = left;
                    came[row][column] = LEFT;
                }
                here[column + 1] = cost[row][column] + cheapest;
            }
            double[] spare = before;
            before = here;
            here = spare;
        }
        return walkBack(came);
    }

    private static List<Step> walkBack(byte[][] came) {
        List<Step> path = new ArrayList<>();
        int row = came.length - 1;
        int column = came[0].length - 1;
        while (row >= 0 && column >= 0) {
            path.add(new Step(row, column));
            // Along the edges there is only one way back.
            byte move = row == 0 ? LEFT : column == 0 ? UP : came[row][column];
            row -= move == LEFT ? 0 : 1;
            column -= move == UP ? 0 : 1;
        }
        Collections.reverse(path);
        return path;
    }
}
