package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.face.ditto.picture.BilinearResize;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;

/**
 * A picture fitted into the upper left of a square, black elsewhere.
 *
 * @param scale from the picture to the square
 */
record Letterbox(int width, int height, double scale) {

    static Letterbox of(int width, int height, int side) {
        double ratio = (double) height / width;
        int newWidth = ratio > 1 ? (int) (side / ratio) : side;
        int newHeight = ratio > 1 ? side : (int) (side * ratio);
        return new Letterbox(newWidth, newHeight, (double) newHeight / height);
    }

    /** The square of {@code side} pixels. */
    RgbPicture apply(RgbPicture picture, int side) {
        RgbPicture small = BilinearResize.resize(picture, width, height);
        byte[] square = new byte[3 * side * side];
        for (int y = 0; y < height; y++) {
            System.arraycopy(small.rgb(), 3 * y * width, square, 3 * y * side, 3 * width);
        }
        return new RgbPicture(side, side, square);
    }
}
