package dev.vignette.evaluator.lipsync;

import dev.vignette.media.film.Frame;
import dev.vignette.media.film.FrameSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far a built-in avatar's mouth is open in each frame of a film, from its pixels alone: the share of a narrow strip
 * down the middle of the mouth that is neither lip nor skin – the dark of the mouth or the bright of the teeth. What lip
 * and skin look like is learnt from the first frame, in which nobody speaks yet.
 */
final class MouthOpening implements FrameSink {
    /** The strip, as shares of the square in which a person is drawn. */
    private static final double LEFT = 0.469;

    private static final double RIGHT = 0.531;
    private static final double TOP = 0.566;
    private static final double BOTTOM = 0.723;
    private static final double DARK = 0.62;
    private static final int BRIGHTER = 8;
    private static final int TEETH = 150;

    private double[] openings = new double[256];
    private int frames;
    private int @Nullable [] shut;

    @Override
    public void accept(Frame frame) {
        int[] strip = strip(frame);
        if (shut == null) {
            shut = strip.clone();
            Arrays.sort(shut);
        }
        double dark = DARK * shut[shut.length / 2];
        double bright = Math.max(shut[shut.length * 99 / 100] + BRIGHTER, TEETH);
        long open = Arrays.stream(strip)
                .filter(luma -> luma < dark || luma > bright)
                .count();
        if (frames == openings.length) {
            openings = Arrays.copyOf(openings, 2 * frames);
        }
        openings[frames++] = open / (double) strip.length;
    }

    /** One opening a frame, 0…1. */
    double[] track() {
        return Arrays.copyOf(openings, frames);
    }

    private static int[] strip(Frame frame) {
        int side = Math.min(frame.width(), frame.height());
        int left = (int) (LEFT * side);
        int right = (int) (RIGHT * side);
        int top = (int) (TOP * side);
        int bottom = (int) (BOTTOM * side);
        int[] strip = new int[(right - left) * (bottom - top)];
        int at = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                strip[at++] = frame.y()[y * frame.width() + x] & 255;
            }
        }
        return strip;
    }
}
