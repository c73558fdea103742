package dev.vignette.renderer.face.sketch;

import java.util.Arrays;

/**
 * The pixels of a shape as horizontal runs of equal cover, from top to bottom and from left to right. Reused from shape to
 * shape. Not safe for more than one thread.
 */
final class Spans {
    /** Cover of a pixel that lies wholly inside. */
    static final int FULL = 256;

    private static final int FIELDS = 4;

    private int[] runs = new int[1024 * FIELDS];
    private int end;

    void clear() {
        end = 0;
    }

    /** @param cover 1…{@link #FULL} */
    void add(int row, int from, int to, int cover) {
        if (end == runs.length) {
            runs = Arrays.copyOf(runs, 2 * end);
        }
        runs[end] = row;
        runs[end + 1] = from;
        runs[end + 2] = to;
        runs[end + 3] = cover;
        end += FIELDS;
    }

    int count() {
        return end / FIELDS;
    }

    int row(int run) {
        return runs[run * FIELDS];
    }

    /** First column. */
    int from(int run) {
        return runs[run * FIELDS + 1];
    }

    /** Column after the last. */
    int to(int run) {
        return runs[run * FIELDS + 2];
    }

    int cover(int run) {
        return runs[run * FIELDS + 3];
    }
}
