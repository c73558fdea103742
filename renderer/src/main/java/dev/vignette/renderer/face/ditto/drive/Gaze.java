package dev.vignette.renderer.face.ditto.drive;

/** Where the eyes look. Stateless. */
public final class Gaze {
    private static final int LEFT = 3 * 11;
    private static final int RIGHT = 3 * 15;
    private static final float INWARD = 0.0007f;
    private static final float OUTWARD = 0.001f;

    /** As far as eyes turn without the head, in the steps of the constants above. */
    private static final float FARTHEST = 25;

    private Gaze() {}

    /**
     * Keeps the eyes on the camera while the head turns.
     *
     * @param yaw by which the head is turned more than in the source, degrees
     * @param pitch likewise
     */
    static void compensate(float[] exp, float yaw, float pitch) {
        move(exp, 0.26f * yaw, 0.28f * pitch);
    }

    /**
     * An expression to be added whose eyes look somewhere.
     *
     * @param across −1 (to the left of the picture) to 1 (to its right)
     * @param down −1 (up) to 1 (down)
     */
    public static float[] towards(float across, float down) {
        float[] exp = new float[63];
        move(exp, FARTHEST * across, -FARTHEST * down);
        return exp;
    }

    private static void move(float[] exp, float across, float down) {
        exp[LEFT] += across * (across > 0 ? INWARD : OUTWARD);
        exp[RIGHT] += across * (across > 0 ? OUTWARD : INWARD);
        exp[LEFT + 1] -= OUTWARD * down;
        exp[RIGHT + 1] -= OUTWARD * down;
    }
}
