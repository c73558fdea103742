package dev.vignette.renderer.face.ditto.drive;

import java.util.Set;

/**
 * Motion that begins or ends at rest.
 *
 * @param in frames over which it begins; negative for at once
 * @param out frames over which it ends; negative for at once
 * @param frames of the whole film; -1 while its end is not known
 * @param target what it begins with and ends in
 * @param items that fade
 */
public record Fade(int in, int out, int frames, Target target, Set<Item> items) {
    public static final Fade NONE = new Fade(-1, -1, -1, Target.NONE, Set.of(Item.EXP));

    /** What a fade comes from and goes to. */
    public enum Target {
        NONE,
        /** The first frame that was driven. */
        FIRST_DRIVEN,
        /** The source as it is. */
        SOURCE
    }

    public Fade {
        items = Set.copyOf(items);
    }

    /** The same for a film of so many frames. */
    Fade endingAfter(int whole) {
        return new Fade(in, out, whole, target, items);
    }

    /** Share of the driven motion in a frame, 0…1. */
    public float share(int frame) {
        if (frame < in) {
            return (float) frame / in;
        }
        int last = frames - 1;
        int start = last - out;
        if (out > 0 && frames > 0 && frame >= start) {
            return Math.max(0, (float) (last - frame) / (last - start));
        }
        return 1;
    }
}
