package dev.vignette.renderer.direction;

/**
 * One number for each way a head turns.
 *
 * @param pitch nodding; degrees are positive when the face looks down
 * @param yaw shaking; degrees are positive when the face turns to the right of the picture
 * @param roll tilting; degrees are positive when the head tilts clockwise, as it is seen
 */
public record HeadAngles(double pitch, double yaw, double roll) {
    static final HeadAngles ZERO = new HeadAngles(0, 0, 0);
    static final HeadAngles ONE = new HeadAngles(1, 1, 1);

    /** The same number for all three. */
    public static HeadAngles all(double number) {
        return new HeadAngles(number, number, number);
    }
}
