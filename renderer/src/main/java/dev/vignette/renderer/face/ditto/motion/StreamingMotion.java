package dev.vignette.renderer.face.ditto.motion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Motion while the sound still arrives. The first window only warms up: it gives the frame that all motion is measured
 * against. A block of {@code valid} frames needs the rows of itself and of the next block. Used by one thread.
 */
public final class StreamingMotion {
    private static final int KEPT = 160;

    private final FusionSettings settings;
    private final MotionLimits limits;
    private final WindowFusion fusion;
    private final List<float[]> rows;
    private final List<float[]> waiting = new ArrayList<>();
    private int windowStart;
    private int outputStart;
    private int fed;
    private int emitted;
    private float @Nullable [] reference;

    /**
     * @param warmUp one condition row of silence for each frame of the overlap
     * @param initial the motion vector that the first window continues
     */
    public StreamingMotion(
            WindowModel model, FusionSettings settings, MotionLimits limits, float[] initial, List<float[]> warmUp) {
        if (warmUp.size() != settings.overlap()) {
            throw new IllegalArgumentException("Warming up takes " + settings.overlap() + " rows");
        }
        this.settings = settings;
        this.limits = limits;
        fusion = new WindowFusion(model, settings, Math.min(settings.overlap(), settings.valid()), initial);
        rows = new ArrayList<>(warmUp);
    }

    /** The frame that motion is measured against, as soon as there is one. */
    public float @Nullable [] reference() {
        return reference;
    }

    /** How many rows are wanted before the next window can be run. */
    public int missing() {
        int untilFull = windowStart + MotionDiffusion.FRAMES - rows.size();
        return Math.max(settings.valid(), untilFull) - waiting.size();
    }

    /** Takes condition rows of frames in order and hands on the motion vectors that are now certain. */
    public void push(List<float[]> newRows, Consumer<float[]> motion) {
        fed += newRows.size();
        waiting.addAll(newRows);
        if (waiting.size() >= settings.valid()) {
            run(false, motion);
        }
    }

    /**
     * Hands on the rest, in all exactly as many vectors as are owed: what the published program adds is cut, and what it
     * would lose (short utterances, small overlaps) is had by repeating the last row.
     *
     * @param owed frames of the whole film
     */
    public void finish(int owed, Consumer<float[]> motion) {
        if (fed == 0) {
            if (owed > 0) {
                throw new IllegalArgumentException("No sound was heard");
            }
            return;
        }
        float[] last = waiting.isEmpty() ? rows.getLast() : waiting.getLast();
        while (atEnd(fed) < owed) {
            waiting.add(last);
            fed++;
        }
        end(vector -> {
            if (emitted <= owed) {
                motion.accept(vector);
            }
        });
    }

    /** Hands on what the published program would, which may be more or fewer frames than were fed. */
    void end(Consumer<float[]> motion) {
        run(true, motion);
    }

    /** How many vectors the published program gives in all for so many rows. */
    int atEnd(int count) {
        int full = count / settings.valid();
        if (full == 0) {
            return 0;
        }
        int rest = settings.overlap() + count % settings.valid();
        return (full - 1) * settings.valid() + Math.min(rest, fusion.fuse() + settings.valid());
    }

    private void run(boolean ended, Consumer<float[]> motion) {
        rows.addAll(waiting);
        waiting.clear();
        while (windowStart < rows.size()) {
            int have = Math.min(MotionDiffusion.FRAMES, rows.size() - windowStart);
            if (have < MotionDiffusion.FRAMES && !ended) {
                break;
            }
            int step = have < MotionDiffusion.FRAMES ? have : settings.valid();
            fusion.window(OfflineMotion.padded(rows, windowStart));
            emit(step, motion);
            windowStart += step;
        }
        int old = Math.min(windowStart, rows.size() - KEPT);
        if (old > 0) {
            rows.subList(0, old).clear();
            windowStart -= old;
        }
    }

    private void emit(int step, Consumer<float[]> motion) {
        List<float[]> frames = fusion.frames();
        if (reference == null) {
            outputStart = frames.size() - fusion.fuse();
            reference = limits.clamp(frames.getFirst());
        } else {
            int end = Math.min(frames.size(), outputStart + step);
            for (int i = outputStart; i < end; i++) {
                emitted++;
                motion.accept(limits.clamp(frames.get(i)));
            }
            outputStart += step;
        }
        int old = Math.min(outputStart, frames.size() - KEPT);
        if (old > 0) {
            frames.subList(0, old).clear();
            outputStart -= old;
        }
    }

    /** Rows and frames kept at the moment. */
    int held() {
        return rows.size() + waiting.size() + fusion.frames().size();
    }
}
