package dev.vignette.renderer.face.sketch;

/**
 * The accumulation buffer of a signed-area rasteriser: every edge leaves, in the pixels that it crosses, the change of covered
 * area from one pixel to the next, and summing along a row gives the cover (R. Levien, font-rs; S. Barrett, stb_truetype 2).
 * Only pixels crossed by an edge are looked at, so a large shape costs as much as its outline. Not safe for more than one
 * thread.
 */
final class AccumulationBuffer {
    private final int width;
    private final int height;
    /** Change of cover against the pixel on the left, one row after the other with a pixel for what lies right of the frame. */
    private final float[] change;
    /** One bit for each pixel in {@link #change} that an edge has touched. */
    private final long[] touched;

    private final int stride;
    private final int words;
    private int top;
    private int bottom;
    private int firstRow;
    private int lastRow = -1;

    /** Takes the covered pixels from top to bottom and from left to right; pixels are numbered row by row. */
    interface Runs {
        /** Pixels of equal cover, 1…{@link Spans#FULL}, from {@code from} to before {@code to}, in {@code row}. */
        void run(int row, int from, int to, int cover);

        /** There are no more in {@code row}. */
        void endRow(int row);
    }

    /** @param width and {@code height} of the frame, in pixels */
    AccumulationBuffer(int width, int height) {
        this.width = width;
        this.height = height;
        stride = width + 2;
        words = (stride + 63) / 64;
        change = new float[stride * height];
        touched = new long[words * height];
        firstRow = height;
        clip(0, height);
    }

    /** Leaves out what lies above row {@code from} and from row {@code to} on. */
    void clip(int from, int to) {
        top = from;
        bottom = to;
    }

    void unclip() {
        clip(0, height);
    }

    /** First row that an edge has touched since the last {@link #drain}; the one after {@link #lastRow} if none has. */
    int firstRow() {
        return Math.min(firstRow, lastRow + 1);
    }

    /** Gives what the edges enclose to {@code runs}, and forgets it. */
    void drain(Runs runs) {
        for (int row = firstRow(); row <= lastRow; row++) {
            drain(row, runs);
            runs.endRow(row);
        }
        firstRow = height;
        lastRow = -1;
    }

    private void drain(int row, Runs runs) {
        int pixels = row * width;
        int base = row * stride;
        float sum = 0;
        int visible = 0;
        int from = 0;
        for (int word = 0; word < words; word++) {
            long bits = touched[row * words + word];
            if (bits == 0) {
                continue;
            }
            touched[row * words + word] = 0;
            for (; bits != 0; bits &= bits - 1) {
                int column = (word << 6) + Long.numberOfTrailingZeros(bits);
                sum += change[base + column];
                change[base + column] = 0;
                int now = Math.min(Spans.FULL, (int) (Math.abs(sum) * Spans.FULL + 0.5f));
                if (now != visible) {
                    if (visible > 0) {
                        runs.run(row, pixels + from, pixels + Math.min(column, width), visible);
                    }
                    from = column;
                    visible = column < width ? now : 0;
                }
            }
        }
        if (visible > 0) {
            runs.run(row, pixels + from, pixels + width, visible);
        }
    }

    /**
     * Adds an edge downwards, from its upper end to its lower one, in pixels.
     *
     * @param sign 1 or −1: on which side of it the shape lies
     */
    void edge(double x0, double y0, double x1, double y1, float sign) {
        if (y1 <= top || y0 >= bottom) {
            return;
        }
        double slope = (x1 - x0) / (y1 - y0);
        boolean rightwards = slope >= 0;
        double y = y0;
        double x = x0;
        if (y < top) {
            x += (top - y) * slope;
            y = top;
        }
        double end = Math.min(y1, bottom);
        int row = (int) y;
        firstRow = Math.min(firstRow, row);
        while (y < end) {
            double below = row + 1 < end ? row + 1 : end;
            double nextX = x + (below - y) * slope;
            float area = (float) (below - y) * sign;
            double left = rightwards ? x : nextX;
            double right = rightwards ? nextX : x;
            int column = (int) left;
            if (left >= 0 && right < column + 1 && column < width) {
                float beyond = area * (float) (0.5 * (left + right) - column);
                int i = row * stride + column;
                change[i] += area - beyond;
                change[i + 1] += beyond;
                int word = row * words + (column >> 6);
                touched[word] |= 3L << column;
                if ((column & 63) == 63) {
                    touched[word + 1] |= 1;
                }
            } else {
                crossRow(row, left, right, area);
            }
            x = nextX;
            y = below;
            row++;
        }
        lastRow = Math.max(lastRow, row - 1);
    }

    /** Part of an edge within one row, over several columns or outside of the frame, as tall as {@code area}. */
    private void crossRow(int row, double left, double right, float area) {
        double from = inside(left);
        double to = inside(right);
        int first = (int) from;
        int i = row * stride + first;
        double into = from - first;
        int columns = (int) to - first;
        if (columns == 0) {
            float beyond = area * (float) (0.5 * (from + to) - first);
            change[i] += area - beyond;
            change[i + 1] += beyond;
            touch(row, first, first + 1);
            return;
        }
        // The covered area grows as a parabola in the first and the last pixel and evenly between them.
        double steep = 1 / (to - from);
        double outside = 1 - into;
        double outOf = to - first - columns;
        float cover = (float) (0.5 * steep * outside * outside);
        float tail = (float) (0.5 * steep * outOf * outOf);
        change[i] += area * cover;
        if (columns == 1) {
            change[i + 1] += area * (1 - cover - tail);
        } else {
            float even = (float) steep;
            float second = (float) (steep * (outside + 0.5)) - cover;
            change[i + 1] += area * second;
            for (int column = 2; column < columns; column++) {
                change[i + column] += area * even;
            }
            change[i + columns] += area * (1 - cover - second - (columns - 2) * even - tail);
        }
        change[i + columns + 1] += area * tail;
        touch(row, first, first + columns + 1);
    }

    /** Two comparisons that are foreseen well; {@link Math#clamp} on doubles cares for signed zeros and costs more. */
    private double inside(double x) {
        return x < 0 ? 0 : x > width ? width : x;
    }

    private void touch(int row, int first, int last) {
        int base = row * words;
        int firstWord = base + (first >> 6);
        int lastWord = base + (last >> 6);
        long head = -1L << first;
        long tail = -1L >>> -(last + 1);
        if (firstWord == lastWord) {
            touched[firstWord] |= head & tail;
            return;
        }
        touched[firstWord] |= head;
        for (int word = firstWord + 1; word < lastWord; word++) {
            touched[word] = -1L;
        }
        touched[lastWord] |= tail;
    }
}
