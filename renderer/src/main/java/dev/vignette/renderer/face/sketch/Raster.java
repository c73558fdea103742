package dev.vignette.renderer.face.sketch;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.Arrays;

/**
 * Turns shapes into {@link Spans} by the exact area that they cover of each pixel: every edge leaves, in the pixels that it
 * crosses, the change of covered area from one pixel to the next, and summing along a row gives the cover (the signed-area
 * accumulation of font rasterisers: R. Levien, font-rs; S. Barrett, stb_truetype 2). Only pixels crossed by an edge are
 * looked at, so a large shape costs as much as its outline. Four to five times as quick as Java2D's Marlin here, and finer
 * than its 8 × 8 samples.
 *
 * <p>Every closed part of a shape counts as filled, whichever way round it was drawn, and parts add up to their union.
 * Arithmetic is the same on every machine. Not safe for more than one thread.
 */
final class Raster {
    /** Furthest that a chord may lie from its curve, in pixels. */
    private static final double FLATNESS = 0.08;

    private static final int MOST_CHORDS = 64;

    private final int width;
    private final int height;
    /** Change of cover against the pixel on the left, one row after the other with a pixel for what lies right of the frame. */
    private final float[] change;
    /** One bit for each pixel in {@link #change} that an edge has touched. */
    private final long[] touched;

    private final int stride;
    private final int words;
    private final double[] segment = new double[6];
    /** Corners of the part being read, x and y in turn. */
    private double[] corners = new double[512];

    private int cornersEnd;
    private int top;
    private int bottom;
    private int firstRow;
    private int lastRow = -1;
    /** First pixel of the row laid last that is covered, and the one after the last. */
    private int rowFrom;

    private int rowTo;

    Raster(int width, int height) {
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

    /** Adds {@code shape}, moved by so many pixels. */
    void add(Shape shape, double dx, double dy) {
        PathIterator path = shape.getPathIterator(null);
        double x = 0;
        double y = 0;
        cornersEnd = 0;
        for (; !path.isDone(); path.next()) {
            switch (path.currentSegment(segment)) {
                case PathIterator.SEG_MOVETO -> {
                    closePart();
                    x = segment[0] + dx;
                    y = segment[1] + dy;
                    corner(x, y);
                }
                case PathIterator.SEG_LINETO -> {
                    x = segment[0] + dx;
                    y = segment[1] + dy;
                    corner(x, y);
                }
                case PathIterator.SEG_CUBICTO -> {
                    double toX = segment[4] + dx;
                    double toY = segment[5] + dy;
                    curve(x, y, segment[0] + dx, segment[1] + dy, segment[2] + dx, segment[3] + dy, toX, toY);
                    x = toX;
                    y = toY;
                }
                case PathIterator.SEG_CLOSE -> {}
                default -> throw new IllegalArgumentException("The drawing has lines and cubic curves only");
            }
        }
        closePart();
    }

    /** Adds the closed polygon of the given corners, x and y in turn. */
    void add(double[] xy, int length) {
        cornersEnd = 0;
        for (int i = 0; i < length; i += 2) {
            corner(xy[i], xy[i + 1]);
        }
        closePart();
    }

    /** Writes what was added since the last call into {@code spans}, and forgets it. */
    void sweep(Spans spans) {
        int begin = Math.min(firstRow, lastRow + 1);
        spans.begin(begin);
        for (int row = begin; row <= lastRow; row++) {
            sweepRow(row, spans);
            spans.endRow();
        }
        firstRow = height;
        lastRow = -1;
    }

    /**
     * Lays {@code paint} on {@code target} where what was added since the last call covers it, and forgets it.
     *
     * @param inkFrom by row, first pixel that was ever painted on, lowered to what is painted on now
     * @param inkTo the pixel after the last, raised likewise
     */
    void lay(int[] target, int paint, int opacity, int[] inkFrom, int[] inkTo) {
        for (int row = Math.min(firstRow, lastRow + 1); row <= lastRow; row++) {
            int begin = row * width;
            layRow(row, target, begin, begin + width, paint, opacity);
            if (rowFrom < rowTo) {
                inkFrom[row] = Math.min(inkFrom[row], rowFrom);
                inkTo[row] = Math.max(inkTo[row], rowTo);
            }
        }
        firstRow = height;
        lastRow = -1;
    }

    /** The same, in each row only from pixel {@code from} to before {@code to}. */
    void lay(int[] target, int[] from, int[] to, int paint, int opacity) {
        for (int row = Math.min(firstRow, lastRow + 1); row <= lastRow; row++) {
            layRow(row, target, from[row], to[row], paint, opacity);
        }
        firstRow = height;
        lastRow = -1;
    }

    /** As {@link #sweepRow}, without spans: most of them are one pixel long and would be read only once. */
    private void layRow(int row, int[] target, int first, int last, int paint, int opacity) {
        int pixels = row * width;
        int base = row * stride;
        float sum = 0;
        int visible = 0;
        int from = 0;
        rowFrom = pixels + width;
        rowTo = pixels;
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
                        rowFrom = Math.min(rowFrom, pixels + from);
                        rowTo = pixels + Math.min(column, width);
                        int part = (visible * opacity + 128) >> 8;
                        Blend.run(target, Math.max(first, pixels + from), Math.min(last, rowTo), paint, part);
                    }
                    from = column;
                    visible = column < width ? now : 0;
                }
            }
        }
        if (visible > 0) {
            rowFrom = Math.min(rowFrom, pixels + from);
            rowTo = pixels + width;
            Blend.run(
                    target,
                    Math.max(first, pixels + from),
                    Math.min(last, rowTo),
                    paint,
                    (visible * opacity + 128) >> 8);
        }
    }

    private void sweepRow(int row, Spans spans) {
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
                        spans.add(pixels + from, pixels + Math.min(column, width), visible);
                    }
                    from = column;
                    visible = column < width ? now : 0;
                }
            }
        }
        if (visible > 0) {
            spans.add(pixels + from, pixels + width, visible);
        }
    }

    private void corner(double x, double y) {
        if (cornersEnd == corners.length) {
            corners = Arrays.copyOf(corners, 2 * cornersEnd);
        }
        corners[cornersEnd++] = x;
        corners[cornersEnd++] = y;
    }

    private void curve(double x0, double y0, double x1, double y1, double x2, double y2, double x3, double y3) {
        double bendX = Math.max(Math.abs(x0 - 2 * x1 + x2), Math.abs(x1 - 2 * x2 + x3));
        double bendY = Math.max(Math.abs(y0 - 2 * y1 + y2), Math.abs(y1 - 2 * y2 + y3));
        int chords = Math.clamp((long) Math.ceil(Math.sqrt(0.75 / FLATNESS * (bendX + bendY))), 1, MOST_CHORDS);
        double cx = 3 * (x1 - x0);
        double bx = 3 * (x2 - x1) - cx;
        double ax = x3 - x0 - cx - bx;
        double cy = 3 * (y1 - y0);
        double by = 3 * (y2 - y1) - cy;
        double ay = y3 - y0 - cy - by;
        for (int i = 1; i < chords; i++) {
            double t = i / (double) chords;
            corner(((ax * t + bx) * t + cx) * t + x0, ((ay * t + by) * t + cy) * t + y0);
        }
        corner(x3, y3);
    }

    /** Adds the edges of the part read so far, turned so that its area is positive. */
    private void closePart() {
        int count = cornersEnd;
        cornersEnd = 0;
        if (count < 6) {
            return;
        }
        double area = 0;
        double lastX = corners[count - 2];
        double lastY = corners[count - 1];
        for (int i = 0; i < count; i += 2) {
            area += lastX * corners[i + 1] - corners[i] * lastY;
            lastX = corners[i];
            lastY = corners[i + 1];
        }
        float sign = area < 0 ? -1 : 1;
        for (int i = 0; i < count; i += 2) {
            double x = corners[i];
            double y = corners[i + 1];
            if (lastY < y) {
                edge(lastX, lastY, x, y, sign);
            } else if (lastY > y) {
                edge(x, y, lastX, lastY, -sign);
            }
            lastX = x;
            lastY = y;
        }
    }

    /** An edge downwards. */
    private void edge(double x0, double y0, double x1, double y1, float sign) {
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
