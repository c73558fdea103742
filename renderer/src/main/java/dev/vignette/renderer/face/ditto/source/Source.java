package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;

/**
 * A person in a picture, registered: all that a film of them needs.
 *
 * @param picture the working picture
 * @param toPicture from the crop of 512 pixels to the picture
 * @param points the 203 landmarks, x and y in pixels of the picture
 * @param appearance what the face looks like, as the warp network takes it
 * @param motion how the head is held and the face is moved
 * @param eyes how far they are open and where they look
 * @param faces how many faces were seen; the largest is this one
 */
@SuppressWarnings("ArrayRecordComponent") // Network values, not to be compared; never written to after construction.
public record Source(
        RgbPicture picture,
        Affine toPicture,
        float[] points,
        Appearance appearance,
        MotionRecord motion,
        EyeState eyes,
        int faces) {

    /** Nobody before black, for measurements. */
    public static Source blank() {
        float[] points = new float[406];
        points[0] = 100;
        points[1] = 100;
        points[404] = 400;
        points[405] = 400;
        MotionRecord rest = new MotionRecord(
                1, new float[66], new float[66], new float[66], new float[3], new float[63], new float[63]);
        RgbPicture black = new RgbPicture(512, 512, new byte[3 * 512 * 512]);
        EyeState eyes = new EyeState(new float[2], new float[6]);
        return new Source(black, Affine.IDENTITY, points, Appearance.of(new float[Appearance.SIZE]), rest, eyes, 1);
    }

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
