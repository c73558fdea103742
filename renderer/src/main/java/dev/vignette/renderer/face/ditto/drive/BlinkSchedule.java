package dev.vignette.renderer.face.ditto.drive;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/** Which row of the blink table is added in each frame: 0 outside blinks, too. Immutable. */
public final class BlinkSchedule {
    /** Frames of a blink, and rows of the table. */
    public static final int LENGTH = 15;
    /** Frames planned for a film whose length is not known. */
    public static final int UNKNOWN = 3000;

    private final int[] rows;

    private BlinkSchedule(int[] rows) {
        this.rows = rows;
    }

    /** No blinks at all. */
    public static BlinkSchedule never() {
        return new BlinkSchedule(new int[] {0});
    }

    /**
     * @param frames to plan for; the plan begins again after them
     * @param gaps frames between blinks, over and over; the last is also kept free at the end
     */
    public static BlinkSchedule of(int frames, List<Integer> gaps) {
        // The first gap opens, the last closes, and those in between go on with the second.
        int[] given = {0};
        return planned(frames, gaps.getLast(), () -> gaps.get(given[0]++ % gaps.size()));
    }

    /**
     * Irregular gaps.
     *
     * @param gap gives frames; asked for the first gap, the margin at the end, then one for each blink
     */
    public static BlinkSchedule random(int frames, IntSupplier gap) {
        int first = gap.getAsInt();
        int margin = gap.getAsInt();
        int[] next = {first};
        return planned(frames, margin, () -> {
            int now = next[0];
            next[0] = -1;
            return now >= 0 ? now : gap.getAsInt();
        });
    }

    private static BlinkSchedule planned(int frames, int margin, IntSupplier gaps) {
        int[] rows = new int[frames];
        int end = frames - Math.max(margin, LENGTH);
        for (int at = gaps.getAsInt(); at < end; at += LENGTH + gaps.getAsInt()) {
            for (int i = 0; i < LENGTH && at + i < frames; i++) {
                rows[at + i] = i;
            }
        }
        return new BlinkSchedule(rows);
    }

    public int row(int frame) {
        return rows[frame % rows.length];
    }

    /** All planned rows. */
    int[] rows() {
        return Arrays.copyOf(rows, rows.length);
    }
}
