package dev.vignette.renderer.face.sketch;

import org.jspecify.annotations.Nullable;

/**
 * Lays a colour on the runs of a shape as they come. Keeping them as {@link Spans} first would cost more: most are one pixel
 * long and read only once. One class for both grounds, because a loop that calls more than two is not inlined. Not safe for
 * more than one thread.
 */
final class RunPainter implements AccumulationBuffer.Runs {
    private int[] target = {};
    private int paint;
    private int opacity;
    /** By row: the first pixel that may be painted on, and the one after the last; null where all may. */
    private int @Nullable [] within;

    private int[] withinTo = {};
    private int[] inkFrom = {};
    private int[] inkTo = {};

    /** Paints on all of {@code ground}, and widens by row the pixels from {@code from} to before {@code to} to those painted on. */
    RunPainter on(int[] ground, int[] from, int[] to) {
        target = ground;
        within = null;
        inkFrom = from;
        inkTo = to;
        return this;
    }

    /** Paints on {@code ground}, in each row only from pixel {@code from} to before {@code to}. */
    RunPainter inside(int[] ground, int[] from, int[] to) {
        target = ground;
        within = from;
        withinTo = to;
        return this;
    }

    /** @param newOpacity 0…{@link Spans#FULL} */
    RunPainter with(int newPaint, int newOpacity) {
        paint = newPaint;
        opacity = newOpacity;
        return this;
    }

    @Override
    public void run(int row, int from, int to, int cover) {
        int part = (cover * opacity + 128) >> 8;
        int[] first = within;
        if (first == null) {
            inkFrom[row] = Math.min(inkFrom[row], from);
            inkTo[row] = Math.max(inkTo[row], to);
            Blend.run(target, from, to, paint, part);
        } else {
            Blend.run(target, Math.max(first[row], from), Math.min(withinTo[row], to), paint, part);
        }
    }

    @Override
    public void endRow(int row) {}
}
