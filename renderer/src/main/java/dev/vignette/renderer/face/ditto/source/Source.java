package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;

/**
 * A person in a picture, registered: all that a film of them needs.
 *
 * @param picture the working picture
 * @param toPicture from the crop of 512 pixels to the picture
 * @param points the 203 landmarks, x and y in pixels of the picture
 * @param appearance the volume of 32 × 16 × 64 × 64 numbers
 * @param motion how the head is held and the face is moved
 * @param eyes how far they are open and where they look
 * @param faces how many faces were seen; the largest is this one
 */
@SuppressWarnings("ArrayRecordComponent") // Network values, not to be compared; never written to after construction.
public record Source(
        RgbPicture picture,
        Affine toPicture,
        float[] points,
        float[] appearance,
        MotionRecord motion,
        EyeState eyes,
        int faces) {

    /** Length of {@link #appearance}. */
    public static final int APPEARANCE = 32 * 16 * 64 * 64;

    /** Box about the landmarks. */
    public Box box() {
        float left = Float.MAX_VALUE;
        float top = Float.MAX_VALUE;
        float right = -Float.MAX_VALUE;
        float bottom = -Float.MAX_VALUE;
        for (int i = 0; i < points.length; i += 2) {
            left = Math.min(left, points[i]);
            right = Math.max(right, points[i]);
            top = Math.min(top, points[i + 1]);
            bottom = Math.max(bottom, points[i + 1]);
        }
        return new Box(left, top, right, bottom, 1);
    }
}
