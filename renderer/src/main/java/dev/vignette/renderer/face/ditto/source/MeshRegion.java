package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.AffineWarp;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;

/**
 * The turned square that the face mesh network looks at.
 *
 * @param side pixels of the picture
 * @param angle by which the face is turned clockwise, radians, −π…π
 */
record MeshRegion(double centreX, double centreY, double side, double angle) {
    static final int NETWORK_SIDE = 256;
    private static final double LARGER = 1.5;

    /**
     * @param box in pixels
     * @param eyes x and y of the left and of the right eye as seen, in shares of the picture's sides
     * @param width of the picture
     */
    static MeshRegion of(Box box, float[] eyes, int width, int height) {
        double rise = (eyes[1] - eyes[3]) * height;
        double run = (eyes[2] - eyes[0]) * width;
        double angle = -Math.atan2(rise, run);
        angle -= 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
        return new MeshRegion(
                (box.left() + box.right()) / 2.0,
                (box.top() + box.bottom()) / 2.0,
                LARGER * Math.max(box.width(), box.height()),
                angle);
    }

    /** From the picture to the network's input. */
    Affine toNetwork() {
        double scale = NETWORK_SIDE / side;
        double cos = Math.cos(angle) * scale;
        double sin = Math.sin(angle) * scale;
        double half = NETWORK_SIDE / 2.0;
        return new Affine(
                cos, sin, half - cos * centreX - sin * centreY, -sin, cos, half + sin * centreX - cos * centreY);
    }

    RgbPicture cut(RgbPicture picture) {
        return AffineWarp.warp(picture, toNetwork(), NETWORK_SIDE, NETWORK_SIDE);
    }

    /**
     * Network points {@code x, y, z, …} (0…256) in pixels of the picture.
     *
     * @param raw as many as there are
     */
    float[] project(float[] raw) {
        float[] points = new float[raw.length];
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int i = 0; i < raw.length; i += 3) {
            double x = raw[i] / NETWORK_SIDE - 0.5;
            double y = raw[i + 1] / NETWORK_SIDE - 0.5;
            points[i] = (float) ((x * cos - y * sin) * side + centreX);
            points[i + 1] = (float) ((x * sin + y * cos) * side + centreY);
            points[i + 2] = (float) (raw[i + 2] / NETWORK_SIDE * side);
        }
        return points;
    }
}
