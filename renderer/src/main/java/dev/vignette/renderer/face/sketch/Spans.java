package dev.vignette.renderer.face.sketch;

import java.util.Arrays;

/**
 * The pixels of a shape as horizontal runs of equal cover, from top to bottom and from left to right; pixels are numbered row
 * by row. Reused from shape to shape. Not safe for more than one thread.
 */
final class Spans implements AccumulationBuffer.Runs {
    /** Cover of a pixel that lies wholly inside. */
    static final int FULL = 256;

    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private int[] cover = new int[1024];
    /** By row: the run after its last one. */
    private final int[] ends;

    private int first;
    private int last;
    private int count;

    Spans(int height) {
        ends = new int[height];
    }

    /** Forgets all runs; the next are of row {@code top}. */
    void begin(int top) {
        first = top;
        last = top;
        count = 0;
    }

    @Override
    public void run(int row, int newFrom, int newTo, int newCover) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
            cover = Arrays.copyOf(cover, 2 * count);
        }
        from[count] = newFrom;
        to[count] = newTo;
        cover[count++] = newCover;
    }

    @Override
    public void endRow(int row) {
        ends[row] = count;
        last = row + 1;
    }

    int count() {
        return count;
    }

    /** First row. */
    int top() {
        return first;
    }

    /** Row after the last. */
    int bottom() {
        return last;
    }

    int firstRun(int row) {
        return row == first ? 0 : ends[row - 1];
    }

    /** The run after the last of {@code row}. */
    int endRun(int row) {
        return ends[row];
    }

    /** First pixel. */
    int from(int run) {
        return from[run];
    }

    /** Pixel after the last. */
    int to(int run) {
        return to[run];
    }

    int cover(int run) {
        return cover[run];
    }
}
