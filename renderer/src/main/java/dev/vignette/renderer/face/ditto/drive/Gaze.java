package dev.vignette.renderer.face.ditto.drive;

/** Keeps the eyes on the camera while the head turns. Stateless. */
final class Gaze {
    private static final int LEFT = 3 * 11;
    private static final int RIGHT = 3 * 15;
    private static final float INWARD = 0.0007f;
    private static final float OUTWARD = 0.001f;

    private Gaze() {}

    /**
     * @param yaw by which the head is turned more than in the source, degrees
     * @param pitch likewise
     */
    static void compensate(float[] exp, float yaw, float pitch) {
        float across = 0.26f * yaw;
        float down = 0.28f * pitch;
        exp[LEFT] += across * (across > 0 ? INWARD : OUTWARD);
        exp[RIGHT] += across * (across > 0 ? OUTWARD : INWARD);
        exp[LEFT + 1] -= OUTWARD * down;
        exp[RIGHT + 1] -= OUTWARD * down;
    }
}
